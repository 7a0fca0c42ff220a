// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
package org.mohur.interop;

import com.fasterxml.jackson.databind.JsonNode;
import eu.europa.esig.dss.service.crl.OnlineCRLSource;
import eu.europa.esig.dss.service.ocsp.OnlineOCSPSource;
import eu.europa.esig.dss.spi.DSSUtils;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.spi.x509.aia.DefaultAIASource;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The anchors of a job, and whether revocation status may be asked for over the network. */
final class Trust {
    private Trust() {}

    /** "trust": a folder of certificates. "online": whether OCSP, CRL and AIA addresses in certificates are followed. */
    static CommonCertificateVerifier verifier(JsonNode job) throws Exception {
        CommonCertificateVerifier verifier = new CommonCertificateVerifier();
        verifier.setTrustedCertSources(anchors(Path.of(job.path("trust").asText())));
        if (job.path("online").asBoolean()) {
            verifier.setAIASource(new DefaultAIASource());
            verifier.setOcspSource(new OnlineOCSPSource());
            verifier.setCrlSource(new OnlineCRLSource());
        } else {
            verifier.setAIASource(null);
        }
        return verifier;
    }

    private static CommonTrustedCertificateSource anchors(Path folder) throws Exception {
        CommonTrustedCertificateSource anchors = new CommonTrustedCertificateSource();
        try (Stream<Path> files = Files.list(folder)) {
            List<File> sorted = files.sorted().map(Path::toFile).toList();
            for (File file : sorted) {
                anchors.addCertificate(DSSUtils.loadCertificate(file));
            }
        }
        return anchors;
    }
}
