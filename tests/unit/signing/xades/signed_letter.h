// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/xades/augmentation.h"
#include "signing/xades/creation.h"
#include "signing/xades/reader.h"
#include "tests/support/xmldsig/oracle.h"

#include <string>
#include <vector>

namespace mohur::signing::xades {

inline constexpr std::string_view kLetter = "Hörmətli vətəndaş";

[[nodiscard]] Certificate certificate_of(const std::string& name);
/// A plan for a detached signature over "məktub 1.txt" with the content of `kLetter`.
[[nodiscard]] SignaturePlan plan_for(const std::string& name = "signer");
/// The whole of B: draft, value by the test PKI, assembled.
[[nodiscard]] Bytes sign(const SignaturePlan& plan, const std::string& name = "signer");
/// Options that supply the letter under its name.
[[nodiscard]] ReadOptions with_letter();
/// A token of the test PKI over the octets, with SHA-256.
[[nodiscard]] Bytes token_over(BytesView octets, std::string_view behaviour = {});
/// B with that token as signature time-stamp.
[[nodiscard]] Bytes with_token(BytesView xml, BytesView token);
/// B with a signature time-stamp.
[[nodiscard]] Bytes with_time(BytesView xml, std::string_view behaviour = {});
/// T with the material of the signer, of its CA and of the TSA.
[[nodiscard]] Bytes with_material(BytesView xml);
/// A xades141:ArchiveTimeStamp over all of it.
[[nodiscard]] Bytes with_archive(BytesView xml);

/// The document on its way up, with the letter at hand.
class Ascent {
public:
    explicit Ascent(BytesView xml)
        : options_{with_letter()},
          contents_{supplied_contents(options_)},
          document_{*Augmentation::parse(to_bytes(xml), options_, *contents_)} {}
    [[nodiscard]] const Augmentation* operator->() const { return &document_; }

private:
    ReadOptions options_;
    std::unique_ptr<ContentResolver> contents_;
    Augmentation document_;
};

[[nodiscard]] std::vector<SignatureFacts> read(BytesView xml,
                                               const ReadOptions& options = with_letter());
[[nodiscard]] std::vector<SignatureFacts> read(const std::string& xml,
                                               const ReadOptions& options = with_letter());
/// The codes of the errors, separated by blanks.
[[nodiscard]] std::string codes(const std::vector<Finding>& findings);

/// A template for `xmlsec_sign`: XAdES-BES of the certificate over "#data" and the signed
/// properties. The parts are the text before the signature, inside it after the KeyInfo, and after
/// it.
struct Template {
    std::string id = "sig";
    std::string key = "signer";
    std::string before;
    std::string after;
    std::string references = "";      ///< instead of the reference to #data
    std::string target;               ///< empty: "#" + id
    std::string signing_certificate;  ///< empty: SigningCertificateV2 of `key`
    std::string more_signed;          ///< after the signed signature properties
    std::string unsigned_properties;
    std::string objects;  ///< more ds:Object elements

    [[nodiscard]] std::string signature() const;
    [[nodiscard]] std::string document() const {
        return "<r>" + before + signature() + after + "</r>";
    }
};
[[nodiscard]] std::string reference_to(const std::string& uri, const std::string& attributes = {},
                                       const std::string& transforms = {});
[[nodiscard]] std::string signing_certificate_v2(const Certificate& certificate);
/// The document of the template, signed by xmlsec1.
[[nodiscard]] std::string signed_document(const Template& parts);

}  // namespace mohur::signing::xades
