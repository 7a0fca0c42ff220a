// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/cms/signed_data_before.h"

#include "signing/asn1/der.h"
#include "signing/cms/content_info_internal.h"

#include <algorithm>

namespace mohur::signing {
namespace {

/// Which of the elements around the parts have indefinite length.
struct Forms {
    bool content_info = false;
    bool wrapper = false;
    bool signed_data = false;
    bool signers = false;

    [[nodiscard]] bool any() const { return content_info || wrapper || signed_data || signers; }
};

// A structure that was parsed once parses again.
Result<Forms> forms_of(BytesView encoding) {
    Forms forms;
    DerReader outer{encoding};
    MOHUR_TRY(const auto content_info, outer.next());
    forms.content_info = !content_info.definite;
    DerReader fields = outer.into(content_info);
    MOHUR_TRY_VOID(fields.oid());
    MOHUR_TRY(const auto wrapper, fields.next());
    forms.wrapper = !wrapper.definite;
    DerReader inner = fields.into(wrapper);
    MOHUR_TRY(const auto signed_data, inner.next());
    forms.signed_data = !signed_data.definite;
    DerReader parts = inner.into(signed_data);
    while (!parts.at_end()) {
        MOHUR_TRY(const auto part, parts.next());
        forms.signers = !part.definite;  // of the last one, signerInfos
    }
    return forms;
}

Bytes wrapped(std::uint8_t tag, const Bytes& content, bool indefinite) {
    if (!indefinite) {
        return der::element(tag, content);
    }
    Bytes out{tag, 0x80U};
    append(out, content);
    out.insert(out.end(), {0, 0});
    return out;
}

Bytes joined(std::initializer_list<BytesView> parts) {
    Bytes out;
    for (const auto& part : parts) {
        append(out, part);
    }
    return out;
}

Bytes signer_before(const SignerInfo& signer, const std::vector<std::size_t>& positions) {
    Bytes left;
    const auto& attributes = signer.unsigned_attributes();
    for (std::size_t i = 0; i < attributes.size(); ++i) {
        if (std::ranges::find(positions, i) == positions.end()) {
            append(left, attributes[i].encoding);
        }
    }
    const auto& fields = signer.fields();
    return der::sequence({fields.version, fields.sid, fields.digest_algorithm,
                          fields.signed_attributes, fields.signature_algorithm, fields.signature,
                          left.empty() ? Bytes{} : der::element(tag::context_set(1), left)});
}

Bytes signers_before(const SignedData& data, std::size_t changed,
                     const std::vector<std::size_t>& positions) {
    Bytes out;
    for (std::size_t i = 0; i < data.signers().size(); ++i) {
        append(out, i == changed ? signer_before(data.signers()[i], positions)
                                 : data.signers()[i].encoding());
    }
    return out;
}

std::shared_ptr<const ByteSource> with_forms(const SignedData& data, const Bytes& signers,
                                             const Bytes& encapsulated, const Forms& forms) {
    constexpr std::string_view kSignedData = "1.2.840.113549.1.7.2";
    const auto& fields = data.fields();
    const auto set = wrapped(tag::kSet, signers, forms.signers);
    const auto body = joined({fields.version, fields.digest_algorithms, encapsulated,
                              fields.certificates, fields.crls, set});
    const auto wrapper = wrapped(tag::context_set(0),
                                 wrapped(tag::kSequence, body, forms.signed_data), forms.wrapper);
    return std::make_shared<MemorySource>(wrapped(
        tag::kSequence, joined({der::oid(kSignedData), wrapper}), forms.content_info));
}

}  // namespace

std::shared_ptr<const ByteSource> encoding_before(const SignedData& data, std::size_t signer,
                                                  const std::vector<std::size_t>& positions,
                                                  LengthForm form) {
    const auto signers = signers_before(data, signer, positions);
    if (form == LengthForm::kept && !data.encoding().empty()) {
        const auto forms = forms_of(data.encoding());
        const auto encapsulated = data.encapsulated()->read_all(data.encoding().size());
        if (forms && forms->any() && encapsulated) {
            return with_forms(data, signers, *encapsulated, *forms);
        }
    }
    return content_info_around({.version = data.fields().version,
                                .digest_algorithms = data.fields().digest_algorithms,
                                .encapsulated = data.encapsulated(),
                                .certificates = data.fields().certificates,
                                .crls = data.fields().crls,
                                .signers = der::element(tag::kSet, signers)});
}

}  // namespace mohur::signing
