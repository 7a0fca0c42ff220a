// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/timestamp/timestamp_token.h"
#include "signing/xades/reader.h"
#include "signing/xml/document.h"

#include <map>
#include <string>
#include <vector>

namespace mohur::signing::xades {

/// The XAdES signatures of one document, in the order of `read_signatures`, while they get unsigned
/// properties (EN 319 132-1 clause 5.1.3). What stands in the document keeps every octet.
/// Immutable value; borrows `resolver` and `options`. Used by one thread, as the resolver is.
class Augmentation {
public:
    /// Errors: those of xml::Document::parse.
    [[nodiscard]] static Result<Augmentation> parse(Bytes xml, const ReadOptions& options,
                                                    ContentResolver& resolver);

    [[nodiscard]] std::size_t size() const noexcept { return elements_.size(); }
    [[nodiscard]] const Bytes& bytes() const noexcept { return bytes_; }

    [[nodiscard]] bool has_unsigned(std::size_t signature, std::string_view property) const;
    /// The octets that a SignatureTimeStamp covers (clause 5.3).
    [[nodiscard]] Result<Bytes> signature_timestamp_input(std::size_t signature) const;
    /// The Id of the ds:SignatureValue, for a counter-signature; empty when it has none that is
    /// only its own.
    [[nodiscard]] std::string value_id(std::size_t signature) const;
    /// The digest that an ArchiveTimeStamp covers as the signature stands (clause 5.5.2.2). Errors:
    /// those of the references, "signed-data-not-found" among them.
    [[nodiscard]] Result<Digest> archive_timestamp_digest(std::size_t signature,
                                                          DigestAlgorithm algorithm) const;

    /// The document with this markup last in UnsignedSignatureProperties, which is made where
    /// it is missing. `unsupported` "signature-not-extendable" for qualifying properties that are
    /// missing, doubled or older than 1.3.2.
    [[nodiscard]] Result<Bytes> with_unsigned(
        const std::map<std::size_t, std::string>& added) const;

private:
    Augmentation(Bytes bytes, xml::Document document, const ReadOptions& options,
                 ContentResolver& resolver)
        : bytes_{std::move(bytes)},
          document_{std::move(document)},
          options_{options},
          resolver_{resolver} {}

    Bytes bytes_;
    xml::Document document_;
    std::vector<xml::Element> elements_;
    const ReadOptions& options_;
    ContentResolver& resolver_;
};

/// SignatureTimeStamp (clause 5.3).
[[nodiscard]] std::string signature_timestamp_property(const TimestampToken& token);
/// xades141:ArchiveTimeStamp (clause 5.5.2).
[[nodiscard]] std::string archive_timestamp_property(const TimestampToken& token);

/// CounterSignature around a ds:Signature over the value of another (clause 5.2.7.2).
[[nodiscard]] std::string counter_signature_property(BytesView signature);

/// Validation material to be embedded, each octet string once.
struct MaterialValues {
    const std::vector<Certificate>& certificates;
    const std::vector<OcspResponse>& ocsp;
    const std::vector<Crl>& crls;
};
/// CertificateValues (clause 5.4.1); empty for no certificates.
[[nodiscard]] std::string certificate_values(const MaterialValues& material);
/// RevocationValues (clause 5.4.2); empty for no answers.
[[nodiscard]] std::string revocation_values(const MaterialValues& material);
/// xades141:TimeStampValidationData around both (clause 5.5.1); empty for nothing.
[[nodiscard]] std::string timestamp_validation_data(const MaterialValues& material);

}  // namespace mohur::signing::xades
