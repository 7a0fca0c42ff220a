// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/asic/reader.h"
#include "signing/cades/reader.h"
#include "signing/crypto/hash.h"
#include "signing/evidence/record_check.h"
#include "signing/pades/reader.h"
#include "signing/validation/format_sniffing_internal.h"
#include "signing/validation/trusted_list_structure_internal.h"
#include "signing/validation/validator.h"
#include "signing/xades/reader.h"

#include <algorithm>

namespace mohur::signing {
namespace {

constexpr std::string_view kTstInfo = "1.2.840.113549.1.9.16.1.4";  // id-ct-TSTInfo
constexpr std::uint64_t kSmallFile = 1U << 20U;

void number(std::vector<SignatureFacts>& signatures) {
    for (std::size_t i = 0; i < signatures.size(); ++i) {
        signatures[i].id = "S" + std::to_string(i);
    }
}

/// An evidence record is over what the caller supplies beside it.
FileFacts read_evidence_record(BytesView bytes, const ReadOptions& options) {
    std::vector<evidence::DataObject> objects;
    for (const auto& content : options.contents) {
        objects.push_back(evidence::object_of(content, options.limits));
    }
    FileFacts facts;
    facts.container = ContainerKind::evidence_record;
    facts.evidence_records.push_back(
        evidence::check_file(bytes, objects, cades::token_reader(options), options.limits));
    return facts;
}

/// A record beside the file is over the file; it may be over detached content too.
Result<void> read_records_beside(const std::shared_ptr<const ByteSource>& file,
                                 const ReadOptions& options, FileFacts& facts) {
    if (options.evidence_records.empty()) {
        return {};
    }
    std::vector<evidence::DataObject> objects{evidence::object_of("", file, options.limits)};
    for (const auto& content : options.contents) {
        objects.push_back(evidence::object_of(content, options.limits));
        objects.back().required = false;
    }
    for (const auto& source : options.evidence_records) {
        MOHUR_TRY(const auto bytes, source->read_all(options.limits.xml_bytes));
        auto record =
            evidence::check_file(bytes, objects, cades::token_reader(options), options.limits);
        for (const auto& signature : facts.signatures) {
            record.covers.push_back(signature.id);
        }
        facts.evidence_records.push_back(std::move(record));
    }
    return {};
}

/// Records that stand in a signature come to the file's own list, which is numbered.
void gather_records(FileFacts& facts) {
    for (auto& signature : facts.signatures) {
        for (auto& record : signature.evidence_records) {
            record.covers = {signature.id};
            facts.evidence_records.push_back(std::move(record));
        }
        signature.evidence_records.clear();
    }
    for (std::size_t i = 0; i < facts.evidence_records.size(); ++i) {
        facts.evidence_records[i].id = "E" + std::to_string(i);
    }
}

/// A trusted list is one thing with its signature: what is wrong with the list
/// is wrong with both.
void judge_list_structure(BytesView xml, const Limits& limits, FileFacts& facts) {
    const auto fault = trusted_list_fault(xml, limits);
    for (auto& signature : facts.signatures) {
        if (fault) {
            signature.structure_valid = false;
            signature.warnings.push_back({"trusted-list-structure-invalid", *fault});
        }
    }
}

Result<FileFacts> read_xml(const ByteSource& file, BytesView head, const ReadOptions& options) {
    const auto root = sniff_xml_root(head);
    if (root.doctype) {
        return Error::malformed("xml-doctype");
    }
    if (root.local_name == "EvidenceRecord" &&
        root.start_tag.find(evidence::kErsNamespace) != std::string::npos) {
        MOHUR_TRY(const auto record, file.read_all(options.limits.xml_bytes));
        return read_evidence_record(record, options);
    }
    MOHUR_TRY(const auto bytes, file.read_all(options.limits.xml_bytes));
    const auto resolver = xades::supplied_contents(options);
    FileFacts facts;
    MOHUR_TRY(facts.signatures, xades::read_signatures(bytes, options, *resolver));
    number(facts.signatures);
    if (root.local_name == "TrustServiceStatusList") {
        facts.container = ContainerKind::trusted_list;
        judge_list_structure(bytes, options.limits, facts);
    } else {
        facts.container = facts.signatures.empty() ? ContainerKind::xml : ContainerKind::xades;
    }
    return facts;
}

/// The digest of what a bare token should cover: the one supplied content, in
/// the imprint's algorithm.
std::optional<Digest> supplied_digest(const ReadOptions& options, DigestAlgorithm algorithm) {
    if (options.contents.size() != 1) {
        return std::nullopt;
    }
    const auto& content = options.contents.front();
    if (content.bytes != nullptr) {
        auto digest = digest_of(algorithm, *content.bytes);
        return digest ? std::optional{std::move(digest).value()} : std::nullopt;
    }
    const auto found = std::ranges::find(content.digests, algorithm, &Digest::algorithm);
    return found == content.digests.end() ? std::nullopt : std::optional{*found};
}

Result<FileFacts> read_bare_token(BytesView bytes, const ReadOptions& options) {
    MOHUR_TRY(const auto token, TimestampToken::parse(bytes, options.limits));
    FileFacts facts;
    facts.container = ContainerKind::tst;
    facts.timestamps.push_back(cades::read_token(
        token, TimestampType::content, supplied_digest(options, token.imprint().algorithm),
        options.extra_certificates));
    facts.timestamps.front().id = "T0";
    return facts;
}

Result<FileFacts> read_ber(const Bytes& bytes, const ReadOptions& options) {
    if (looks_like_evidence_record(bytes)) {
        return read_evidence_record(bytes, options);
    }
    const auto signed_data = SignedData::parse(bytes, options.limits);
    if (signed_data && signed_data->content_type() == kTstInfo) {
        return read_bare_token(bytes, options);
    }
    return signed_data ? cades::read_signatures(*signed_data, options)
                       : cades::read(bytes, options);
}

/// A small file may be anything that is DER; a large one can only be a SignedData with its content.
Result<FileFacts> read_ber(const std::shared_ptr<const ByteSource>& file,
                           const ReadOptions& options) {
    if (file->size() <= kSmallFile) {
        MOHUR_TRY(const auto bytes, file->read_all(kSmallFile));
        return read_ber(bytes, options);
    }
    auto data = SignedData::parse(file, options.limits);
    if (data && !(data->content_type() == kTstInfo)) {
        return cades::read_signatures(*data, options);
    }
    // Padding, a token response or an evidence record: what only the reader of small files takes.
    if (file->size() > options.limits.cms_bytes) {
        return data ? Error::too_large("cms-too-large") : data.error();
    }
    MOHUR_TRY(const auto bytes, file->read_all(options.limits.cms_bytes));
    return read_ber(bytes, options);
}

/// PEM armour or plain base64 around a CMS structure.
Result<Bytes> decode_base64(const Bytes& bytes) {
    auto text = as_text(bytes);
    const auto begin = text.find("-----BEGIN ");
    if (begin != std::string_view::npos) {
        const auto line_end = text.find('\n', begin);
        const auto end = text.find("-----END ", begin);
        if (line_end == std::string_view::npos || end == std::string_view::npos || end < line_end) {
            return Error::malformed("format-unknown", "PEM");
        }
        text = text.substr(line_end, end - line_end);
    }
    auto decoded = from_base64(text);
    return decoded ? std::move(decoded)
                   : Result<Bytes>{Error::malformed("format-unknown", "base64")};
}

/// Counter-signatures are named after their parent where the format module did not name them.
void mark_counter_signatures(SignatureFacts& parent) {
    std::size_t number = 0;
    for (auto& counter : parent.counter_signatures) {
        counter.counter_signature = true;
        if (counter.id.empty()) {
            counter.id = parent.id + "-C" + std::to_string(number);
        }
        ++number;
        mark_counter_signatures(counter);
    }
}

Result<Bytes> first_bytes(const ByteSource& file) {
    return file.read_range(0, std::min<std::uint64_t>(file.size(), kSniffedBytes));
}

Result<FileFacts> read_detected(std::shared_ptr<const ByteSource> file,
                                const ReadOptions& options) {
    MOHUR_TRY(const auto head, first_bytes(*file));
    switch (sniff_format(head)) {
        case FileFormat::zip: return asic::read(std::move(file), options);
        case FileFormat::pdf: return pades::read(std::move(file), options);
        case FileFormat::xml: return read_xml(*file, head, options);
        case FileFormat::ber: return read_ber(file, options);
        case FileFormat::base64: {
            MOHUR_TRY(const auto text, file->read_all(options.limits.cms_bytes));
            MOHUR_TRY(const auto bytes, decode_base64(text));
            return read_ber(bytes, options);
        }
        case FileFormat::unknown: break;
    }
    return Error::malformed("format-unknown");
}

}  // namespace

Result<FileFacts> read_file(std::shared_ptr<const ByteSource> file, const ReadOptions& options) {
    if (file->size() > options.limits.file_bytes) {
        return Error::too_large("limit-exceeded", "file size");
    }
    MOHUR_TRY(auto facts, read_detected(file, options));
    MOHUR_TRY_VOID(read_records_beside(file, options, facts));
    gather_records(facts);
    for (auto& signature : facts.signatures) {
        mark_counter_signatures(signature);
    }
    return facts;
}

}  // namespace mohur::signing
