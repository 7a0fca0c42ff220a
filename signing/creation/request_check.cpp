// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/creation/request_check_internal.h"

#include <algorithm>
#include <array>

namespace mohur::signing {
namespace {

bool key_makes(const PublicKey& key, SignatureScheme scheme) {
    switch (key.type()) {
        case KeyType::rsa:
            return scheme == SignatureScheme::rsa_pkcs1 || scheme == SignatureScheme::rsa_pss;
        case KeyType::rsa_pss: return scheme == SignatureScheme::rsa_pss;
        case KeyType::ec: return scheme == SignatureScheme::ecdsa;
        case KeyType::ed25519: return scheme == SignatureScheme::ed25519;
        default: return false;
    }
}

bool is_current(const SignatureAlgorithm& algorithm) {
    if (algorithm.scheme == SignatureScheme::ed25519) {
        return algorithm.digest == DigestAlgorithm::sha512;  // RFC 8419 clause 3.1
    }
    return algorithm.digest == DigestAlgorithm::sha256 ||
           algorithm.digest == DigestAlgorithm::sha384 ||
           algorithm.digest == DigestAlgorithm::sha512;
}

bool takes_one_object(CreationFormat format) {
    return format != CreationFormat::asic_e_xades && format != CreationFormat::asic_e_cades;
}

/// Formats whose file may stand beside its data.
bool is_detached(CreationFormat format) {
    return format == CreationFormat::cades_detached || format == CreationFormat::xades_detached ||
           is_counter_signature(format);
}

/// The data are not the file itself.
bool has_data_beside(const SigningRequest& request) {
    return is_detached(request.format) &&
           (!is_counter_signature(request.format) || request.present_signature);
}

std::vector<SuppliedContent> supplied(const std::vector<DataObject>& objects) {
    std::vector<SuppliedContent> contents;
    for (const auto& object : objects) {
        contents.push_back({object.name, object.bytes, {}});
    }
    return contents;
}

struct Suffix {
    std::string_view name;
    SignatureLevel level;
};
// EN 319 122-2, 132-2 and 142-2: the older forms, by what they hold. PKCS7-B to -LTA are those of
// ISO 32000-1, which a DSS and document time-stamps preserve as well.
constexpr std::array kSuffixes{Suffix{"-BES", SignatureLevel::B},
                               Suffix{"-EPES", SignatureLevel::B},
                               Suffix{"-B", SignatureLevel::B},
                               Suffix{"-BASELINE-B", SignatureLevel::B},
                               Suffix{"-BASELINE-T", SignatureLevel::T},
                               Suffix{"-T", SignatureLevel::T},
                               Suffix{"-C", SignatureLevel::T},
                               Suffix{"-X", SignatureLevel::T},
                               Suffix{"-XL", SignatureLevel::LT},
                               Suffix{"-LT", SignatureLevel::LT},
                               Suffix{"-BASELINE-LT", SignatureLevel::LT},
                               Suffix{"-LTV", SignatureLevel::LTA},
                               Suffix{"-A", SignatureLevel::LTA},
                               Suffix{"-LTA", SignatureLevel::LTA},
                               Suffix{"-BASELINE-LTA", SignatureLevel::LTA}};

bool is_named(const ExtensionRequest& request, const std::string& id) {
    return request.signatures.empty() ||
           std::ranges::find(request.signatures, id) != request.signatures.end();
}

/// Whether the signature is to be raised; one that has the level already is left as it is, but an
/// archive timestamp can be followed by another.
Result<bool> is_below(const SignatureFacts& signature, SignatureLevel level, Time now) {
    const auto found = level_of_format(signature.format);
    if (!found) {
        return Error::unsupported("signature-not-extendable",
                                  signature.id + " " + signature.format);
    }
    if (!signature.intact()) {
        return Error::integrity("signature-not-intact", signature.id);
    }
    // EN 319 122-1 clause 6.3 m): the timestamp comes before the certificate ends.
    if (*found == SignatureLevel::B && signature.signing_certificate &&
        now >= signature.signing_certificate->not_after()) {
        return Error::denied("certificate-expired", signature.id);
    }
    return *found < level || level == SignatureLevel::LTA;
}

}  // namespace

Result<void> check_shape(const SigningRequest& request) {
    const bool one = !takes_one_object(request.format) || request.data.size() == 1;
    const bool complete = std::ranges::all_of(
        request.data, [](const DataObject& object) { return object.bytes != nullptr; });
    const bool stray = (request.present_signature && !is_detached(request.format)) ||
                       (!request.countersigned.empty() && !is_counter_signature(request.format));
    if (request.data.empty() || !one || !complete || stray) {
        return Error::malformed("signing-request-invalid");
    }
    for (const auto& object : request.data) {
        if (object.bytes->size() > request.limits.file_bytes) {
            return Error::too_large("file-too-large", object.name);
        }
    }
    return {};
}

Result<void> check_statements(const SigningRequest& request, const FormatSigner& format) {
    const bool says =
        !request.commitment_types.empty() || request.policy || request.content_timestamp;
    const auto& pdf = request.pdf;
    const bool of_pdf = !pdf.field.empty() || pdf.certification || pdf.appearance;
    return (says && !format.takes_statements) || (of_pdf && format.format != CreationFormat::pades)
               ? Result<void>{Error::unsupported("signing-statement-unsupported")}
               : Result<void>{};
}

Result<void> check_signer(const SigningRequest& request, Time now) {
    const auto& signer = request.signer;
    for (const auto time : {now, request.signing_time}) {
        if (time < signer.not_before()) {
            return Error::denied("certificate-not-yet-valid");
        }
        if (time > signer.not_after()) {
            return Error::denied("certificate-expired");
        }
    }
    const auto& usage = signer.key_usage();
    if (!usage || !(usage->digital_signature || usage->content_commitment) || signer.is_ca()) {
        return Error::denied("certificate-not-for-signing");
    }
    if (!key_makes(signer.public_key(), request.algorithm.scheme) ||
        !is_current(request.algorithm)) {
        return Error::unsupported("signature-algorithm", to_string(request.algorithm));
    }
    return {};
}

std::shared_ptr<const ByteSource> file_to_countersign(const SigningRequest& request) {
    return request.present_signature ? request.present_signature : request.data.front().bytes;
}

Result<std::size_t> countersigned_position(const SigningRequest& request,
                                           const std::vector<SignatureFacts>& signatures) {
    for (std::size_t i = 0; i < signatures.size(); ++i) {
        const bool named = request.countersigned.empty()
                               ? signatures.size() == 1
                               : request.countersigned == "S" + std::to_string(i);
        if (named) {
            return signatures[i].intact() ? Result<std::size_t>{i}
                                          : Result<std::size_t>{Error::integrity(
                                                "signature-not-intact", "S" + std::to_string(i))};
        }
    }
    return Error::not_found("signature-not-found");
}

ReadOptions read_options(const SigningRequest& request) {
    ReadOptions options;
    options.limits = request.limits;
    if (has_data_beside(request)) {
        options.contents = supplied(request.data);
    }
    return options;
}

ReadOptions read_options(const ExtensionRequest& request) {
    ReadOptions options;
    options.limits = request.limits;
    options.contents = supplied(request.contents);
    options.extra_certificates = request.certificates;
    return options;
}

std::optional<SignatureLevel> level_of_format(std::string_view format) {
    const auto dash = format.find('-');
    if (dash == std::string_view::npos) {
        return std::nullopt;
    }
    const auto row = std::ranges::find(kSuffixes, format.substr(dash), &Suffix::name);
    return row == kSuffixes.end() ? std::nullopt : std::optional{row->level};
}

Result<std::vector<std::size_t>> choose_signatures(const ExtensionRequest& request,
                                                   const FileFacts& facts, Time now) {
    std::vector<std::size_t> chosen;
    std::size_t named = 0;
    for (std::size_t i = 0; i < facts.signatures.size(); ++i) {
        if (!is_named(request, facts.signatures[i].id)) {
            continue;
        }
        ++named;
        MOHUR_TRY(const bool below, is_below(facts.signatures[i], request.level, now));
        if (below) {
            chosen.push_back(i);
        }
    }
    if (named < request.signatures.size() || (named == 0 && facts.timestamps.empty())) {
        return Error::not_found("signature-not-found");
    }
    if (chosen.empty() && named > 0) {
        return Error::conflict("extend-level-reached", std::string{to_string(request.level)});
    }
    return chosen;
}

}  // namespace mohur::signing
