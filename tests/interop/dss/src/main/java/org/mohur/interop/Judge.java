// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
package org.mohur.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.europa.esig.dss.enumerations.Indication;
import eu.europa.esig.dss.enumerations.SubIndication;
import eu.europa.esig.dss.jaxb.object.Message;
import eu.europa.esig.dss.model.DSSDocument;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.simplereport.SimpleReport;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import eu.europa.esig.dss.validation.reports.Reports;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;

/**
 * Verb "judge": "file", "trust", "online", optional "detached" (paths) and "time" (RFC 3339). Answers "signatures" and
 * "timestamps", each with format, indication, sub_indication, errors and warnings by DSS's default policy.
 */
final class Judge {
    private Judge() {}

    static void run(JsonNode job, ObjectNode answer) throws Exception {
        SignedDocumentValidator validator = SignedDocumentValidator.fromDocument(new FileDocument(job.path("file").asText()));
        validator.setCertificateVerifier(Trust.verifier(job));
        List<DSSDocument> detached = new ArrayList<>();
        job.path("detached").forEach(path -> detached.add(new FileDocument(path.asText())));
        validator.setDetachedContents(detached);
        if (job.hasNonNull("time")) {
            validator.setValidationTime(Date.from(Instant.parse(job.path("time").asText())));
        }
        Reports reports = validator.validateDocument();
        SimpleReport report = reports.getSimpleReport();
        ArrayNode signatures = answer.putArray("signatures");
        for (String id : report.getSignatureIdList()) {
            ObjectNode signature = describe(report, id, signatures.addObject());
            signature.put("format", report.getSignatureFormat(id).toString());
        }
        ArrayNode timestamps = answer.putArray("timestamps");
        for (String id : report.getTimestampIdList()) {
            describe(report, id, timestamps.addObject());
        }
    }

    private static ObjectNode describe(SimpleReport report, String id, ObjectNode to) {
        Indication indication = report.getIndication(id);
        SubIndication reason = report.getSubIndication(id);
        to.put("indication", indication == null ? null : indication.toString().replace("_", "-"));
        to.put("sub_indication", reason == null ? null : reason.toString());
        texts(report.getAdESValidationErrors(id), to.putArray("errors"));
        texts(report.getAdESValidationWarnings(id), to.putArray("warnings"));
        return to;
    }

    private static void texts(List<Message> messages, ArrayNode to) {
        messages.forEach(message -> to.add(message.getKey() + ": " + message.getValue()));
    }
}
