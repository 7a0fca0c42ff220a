// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
package org.mohur.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.europa.esig.dss.asic.cades.ASiCWithCAdESSignatureParameters;
import eu.europa.esig.dss.asic.cades.signature.ASiCWithCAdESService;
import eu.europa.esig.dss.asic.xades.ASiCWithXAdESSignatureParameters;
import eu.europa.esig.dss.asic.xades.signature.ASiCWithXAdESService;
import eu.europa.esig.dss.cades.CAdESSignatureParameters;
import eu.europa.esig.dss.cades.signature.CAdESService;
import eu.europa.esig.dss.enumerations.ASiCContainerType;
import eu.europa.esig.dss.enumerations.DigestAlgorithm;
import eu.europa.esig.dss.enumerations.EncryptionAlgorithm;
import eu.europa.esig.dss.enumerations.SignatureLevel;
import eu.europa.esig.dss.enumerations.SignaturePackaging;
import eu.europa.esig.dss.model.DSSDocument;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.model.SignatureValue;
import eu.europa.esig.dss.model.ToBeSigned;
import eu.europa.esig.dss.pades.PAdESSignatureParameters;
import eu.europa.esig.dss.pades.signature.PAdESService;
import eu.europa.esig.dss.service.http.commons.TimestampDataLoader;
import eu.europa.esig.dss.service.tsp.OnlineTSPSource;
import eu.europa.esig.dss.signature.AbstractSignatureParameters;
import eu.europa.esig.dss.signature.DocumentSignatureService;
import eu.europa.esig.dss.signature.MultipleDocumentsSignatureService;
import eu.europa.esig.dss.spi.validation.CertificateVerifier;
import eu.europa.esig.dss.spi.x509.tsp.TSPSource;
import eu.europa.esig.dss.token.DSSPrivateKeyEntry;
import eu.europa.esig.dss.token.Pkcs12SignatureToken;
import eu.europa.esig.dss.xades.XAdESSignatureParameters;
import eu.europa.esig.dss.xades.signature.XAdESService;
import java.io.File;
import java.security.KeyStore.PasswordProtection;
import java.util.ArrayList;
import java.util.List;

/**
 * Verb "sign": "format" (pades, xades, cades, asic-e-xades, asic-s-xades, asic-e-cades, asic-s-cades), "level" (B, T, LT,
 * LTA), "packaging" (xades, cades only), "p12", "password", optional "pss" and "digest", "tsa", "trust", "inputs" and
 * "output". Revocation material is fetched from the addresses in the certificates.
 */
final class Signer {
    private final JsonNode job;
    private final CertificateVerifier verifier;
    private final TSPSource tsa;
    private final List<DSSDocument> inputs = new ArrayList<>();

    private Signer(JsonNode job) throws Exception {
        this.job = job;
        this.verifier = Trust.verifier(job);
        this.tsa = new OnlineTSPSource(job.path("tsa").asText(), new TimestampDataLoader());
        job.path("inputs").forEach(path -> inputs.add(new FileDocument(path.asText())));
    }

    static void run(JsonNode job, ObjectNode answer) throws Exception {
        new Signer(job).sign().save(job.path("output").asText());
        answer.put("output", job.path("output").asText());
    }

    private DSSDocument sign() throws Exception {
        String format = job.path("format").asText();
        return switch (format) {
            case "pades" -> pades();
            case "xades" -> xades();
            case "cades" -> cades();
            case "asic-e-xades", "asic-s-xades" -> asicWithXades(container(format));
            case "asic-e-cades", "asic-s-cades" -> asicWithCades(container(format));
            default -> throw new IllegalArgumentException("format " + format);
        };
    }

    private DSSDocument pades() throws Exception {
        PAdESService service = new PAdESService(verifier);
        service.setTspSource(tsa);
        return one(service, common(new PAdESSignatureParameters(), "PAdES"));
    }

    private DSSDocument xades() throws Exception {
        XAdESService service = new XAdESService(verifier);
        service.setTspSource(tsa);
        XAdESSignatureParameters parameters = common(new XAdESSignatureParameters(), "XAdES");
        parameters.setSignaturePackaging(SignaturePackaging.valueOf(job.path("packaging").asText()));
        return one(service, parameters);
    }

    private DSSDocument cades() throws Exception {
        CAdESService service = new CAdESService(verifier);
        service.setTspSource(tsa);
        CAdESSignatureParameters parameters = common(new CAdESSignatureParameters(), "CAdES");
        parameters.setSignaturePackaging(SignaturePackaging.valueOf(job.path("packaging").asText()));
        return one(service, parameters);
    }

    private DSSDocument asicWithXades(ASiCContainerType container) throws Exception {
        ASiCWithXAdESService service = new ASiCWithXAdESService(verifier);
        service.setTspSource(tsa);
        ASiCWithXAdESSignatureParameters parameters = common(new ASiCWithXAdESSignatureParameters(), "XAdES");
        parameters.aSiC().setContainerType(container);
        return many(service, parameters);
    }

    private DSSDocument asicWithCades(ASiCContainerType container) throws Exception {
        ASiCWithCAdESService service = new ASiCWithCAdESService(verifier);
        service.setTspSource(tsa);
        ASiCWithCAdESSignatureParameters parameters = common(new ASiCWithCAdESSignatureParameters(), "CAdES");
        parameters.aSiC().setContainerType(container);
        return many(service, parameters);
    }

    private static ASiCContainerType container(String format) {
        return format.startsWith("asic-e") ? ASiCContainerType.ASiC_E : ASiCContainerType.ASiC_S;
    }

    private <P extends AbstractSignatureParameters<?>> P common(P parameters, String family) throws Exception {
        parameters.setSignatureLevel(SignatureLevel.valueByName(family + "-BASELINE-" + job.path("level").asText()));
        parameters.setDigestAlgorithm(DigestAlgorithm.valueOf(job.path("digest").asText("SHA256")));
        try (Pkcs12SignatureToken token = token()) {
            DSSPrivateKeyEntry key = token.getKeys().get(0);
            parameters.setSigningCertificate(key.getCertificate());
            parameters.setCertificateChain(key.getCertificateChain());
        }
        if (job.path("pss").asBoolean()) {
            parameters.setEncryptionAlgorithm(EncryptionAlgorithm.RSASSA_PSS);
        }
        return parameters;
    }

    private Pkcs12SignatureToken token() throws Exception {
        return new Pkcs12SignatureToken(new File(job.path("p12").asText()), new PasswordProtection(job.path("password").asText().toCharArray()));
    }

    private SignatureValue value(ToBeSigned data, AbstractSignatureParameters<?> parameters) throws Exception {
        try (Pkcs12SignatureToken token = token()) {
            return token.sign(data, parameters.getSignatureAlgorithm(), token.getKeys().get(0));
        }
    }

    private <P extends AbstractSignatureParameters<?>> DSSDocument one(DocumentSignatureService<P, ?> service, P parameters) throws Exception {
        DSSDocument input = inputs.get(0);
        return service.signDocument(input, parameters, value(service.getDataToSign(input, parameters), parameters));
    }

    private <P extends AbstractSignatureParameters<?>> DSSDocument many(MultipleDocumentsSignatureService<P, ?> service, P parameters) throws Exception {
        return service.signDocument(inputs, parameters, value(service.getDataToSign(inputs, parameters), parameters));
    }
}
