// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pades/reader.h"

#include "signing/cades/reader.h"
#include "signing/crypto/hash.h"
#include "signing/model/long_term.h"
#include "signing/pades/document_reader_internal.h"
#include "signing/pades/level_internal.h"
#include "signing/pdf/date.h"

#include <algorithm>
#include <array>

namespace mohur::signing::pades {
namespace {

using pdf::Dictionary;
using pdf::Object;

constexpr std::string_view kRsaSha1 = "adbe.x509.rsa_sha1";
// PBAD.PAdES is the Brazilian name of ETSI.CAdES.detached (ICP-Brasil DOC-ICP-15.03).
constexpr std::array<std::string_view, 4> kCmsSubFilters{
    "ETSI.CAdES.detached", "adbe.pkcs7.detached", "adbe.pkcs7.sha1", "PBAD.PAdES"};

/// ISO 32000-1 table 252 and EN 319 142-1 clause 5.3: which entries there are and of what type.
bool dictionary_well_formed(const SignatureDictionary& signature) {
    const Dictionary& dictionary = signature.dictionary;
    const auto is_string = [&](const char* key) {
        const auto* entry = dictionary.find(key);
        return entry == nullptr || entry->string() != nullptr;
    };
    const auto type = signature.name_entry("Type");
    const bool type_fits =
        dictionary.find("Type") == nullptr || type == "Sig" || type == "DocTimeStamp";
    const bool etsi = signature.name_entry("SubFilter") == "ETSI.CAdES.detached";
    return type_fits && !signature.name_entry("Filter").empty() &&
           !signature.name_entry("SubFilter").empty() && dictionary.find("Contents") != nullptr &&
           is_string("Contents") && dictionary.find("ByteRange") != nullptr && is_string("M") &&
           is_string("Reason") && is_string("Location") && is_string("Name") &&
           !dictionary.repeated_key() && !(etsi && dictionary.find("Cert") != nullptr);
}

const Bytes* contents_of(const SignatureDictionary& signature) {
    const auto* entry = signature.dictionary.find("Contents");
    return entry == nullptr || entry->string() == nullptr ? nullptr : &entry->string()->value;
}

std::optional<Digest> covered_digest(const PlacedSignature& placed, DigestAlgorithm algorithm) {
    if (placed.covered == nullptr) {
        return std::nullopt;
    }
    auto digest = digest_of(algorithm, *placed.covered);
    return digest ? std::optional{std::move(*digest)} : std::nullopt;
}

/// Reads the signatures of one opened document.
class DocumentReader {
public:
    DocumentReader(const pdf::RawFile& file, std::vector<PlacedSignature> placed,
                   const ReadOptions& options)
        : file_{file}, placed_{std::move(placed)}, options_{options}, material_{options.limits} {
        material_.add(file.current());
        for (const auto& signature : placed_) {
            if (signature.revision) {
                material_.add(*signature.revision);
            }
        }
        store_ = ValidationMaterial::has_store(file.current());
    }

    [[nodiscard]] FileFacts read() {
        FileFacts facts;
        const auto modifications = find_modifications(file_, placed_, options_.limits);
        read_timestamps(facts);
        note_covered_material(facts);
        for (std::size_t i = 0; i < placed_.size(); ++i) {
            if (placed_[i].dictionary.is_document_timestamp()) {
                continue;
            }
            auto signature = read_signature(placed_[i]);
            signature.id = "S" + std::to_string(facts.signatures.size());
            take_over(modifications, i, signature);
            note_coverage(placed_[i], signature, facts);
            facts.signatures.push_back(std::move(signature));
        }
        std::ranges::copy(material_.warnings(), std::back_inserter(facts.warnings));
        return facts;
    }

private:
    /// A document time-stamp in its place, with the validation data that it covers.
    struct Stamp {
        const PlacedSignature* placed = nullptr;
        bool intact = false;
        std::optional<ValidationMaterial> covered_store;
    };

    void read_timestamps(FileFacts& facts) {
        for (const auto& placed : placed_) {
            if (!placed.dictionary.is_document_timestamp()) {
                continue;
            }
            auto timestamp = read_timestamp(placed);
            timestamp.id = "T" + std::to_string(facts.timestamps.size());
            Stamp stamp{&placed, timestamp.intact, std::nullopt};
            if (placed.revision && ValidationMaterial::has_store(*placed.revision)) {
                stamp.covered_store.emplace(options_.limits).add(*placed.revision);
            }
            stamps_.push_back(std::move(stamp));
            facts.timestamps.push_back(std::move(timestamp));
        }
    }

    void note_coverage(const PlacedSignature& placed, const SignatureFacts& signature,
                       FileFacts& facts) const {
        for (std::size_t i = 0; i < stamps_.size(); ++i) {
            if (stamps_[i].placed->stands_behind(placed)) {
                facts.timestamps[i].covers.push_back(signature.id);
                add_objects(signature, facts.timestamps[i].covered_objects);
            }
        }
    }

    /// Of a signature, what its CMS holds for certain: the reader adds what the document holds.
    static void add_objects(const SignatureFacts& signature, std::vector<Bytes>& objects) {
        if (signature.signing_certificate) {
            objects.push_back(signature.signing_certificate->sha256().value);
        }
        for (const auto& token : signature.timestamps) {
            objects.push_back(digest_of(DigestAlgorithm::sha256, token.encoding).value);
        }
    }

    /// The validation data and the document time-stamps that each document time-stamp covers.
    void note_covered_material(FileFacts& facts) const {
        for (std::size_t i = 0; i < stamps_.size(); ++i) {
            auto& objects = facts.timestamps[i].covered_objects;
            if (stamps_[i].covered_store) {
                add_objects(*stamps_[i].covered_store, objects);
            }
            for (std::size_t k = 0; k < stamps_.size(); ++k) {
                if (k != i && stamps_[i].placed->stands_behind(*stamps_[k].placed)) {
                    objects.push_back(
                        digest_of(DigestAlgorithm::sha256, facts.timestamps[k].encoding).value);
                }
            }
        }
    }
    static void add_objects(const ValidationMaterial& store, std::vector<Bytes>& objects) {
        const auto add = [&](const auto& items) {
            for (const auto& item : items) {
                objects.push_back(digest_of(DigestAlgorithm::sha256, item.der()).value);
            }
        };
        add(store.certificates());
        add(store.ocsp_responses());
        add(store.crls());
    }

    /// What changed behind the signature, and behind a document time-stamp before it: who relies on
    /// the proof of such a time-stamp must know that it is not of this document.
    void take_over(const std::vector<Modifications>& modifications, std::size_t own,
                   SignatureFacts& facts) const {
        facts.pdf_modifications = modifications[own].found;
        if (!facts.pdf_modifications) {
            facts.errors.push_back({"pdf-modifications-not-judged", modifications[own].detail});
            return;
        }
        for (std::size_t i = 0; i < placed_.size(); ++i) {
            const bool stamped_before = placed_[i].dictionary.is_document_timestamp() &&
                                        placed_[own].stands_behind(placed_[i]);
            if ((i == own || stamped_before) && modifications[i].found) {
                add_kinds(modifications[i], facts);
            }
        }
    }
    static void add_kinds(const Modifications& modifications, SignatureFacts& facts) {
        for (const auto& kind : *modifications.found) {
            auto& kinds = *facts.pdf_modifications;
            if (std::ranges::find(kinds, kind) == kinds.end()) {
                kinds.push_back(kind);
            }
            if (!modifications.detail.empty()) {
                facts.warnings.push_back({"pdf-" + kind, modifications.detail});
            }
        }
    }

    [[nodiscard]] SignatureFacts read_signature(const PlacedSignature& placed) const {
        const auto sub_filter = placed.dictionary.name_entry("SubFilter");
        if (std::ranges::find(kCmsSubFilters, sub_filter) == kCmsSubFilters.end()) {
            return unsupported(placed, sub_filter == kRsaSha1
                                           ? "PKCS#1 signature without CMS (adbe.x509.rsa_sha1)"
                                           : "/SubFilter " + sub_filter);
        }
        const Bytes* contents = contents_of(placed.dictionary);
        if (contents == nullptr) {
            return undecodable(placed, "no /Contents");
        }
        const auto data = SignedData::parse(*contents, options_.limits, true);
        if (!data) {
            return undecodable(placed, data.error().reason + " " + data.error().detail);
        }
        if (data->signers().empty()) {
            return undecodable(placed, "no SignerInfo");
        }
        return sub_filter == "adbe.pkcs7.sha1" ? read_sha1(placed, *data)
                                               : read_detached(placed, *data);
    }

    [[nodiscard]] SignatureFacts base(const PlacedSignature& placed) const {
        SignatureFacts facts;
        facts.form = SignatureForm::pades;
        facts.format = "PDF-NOT-ETSI";
        facts.binding_unambiguous = false;
        facts.structure_valid = false;
        facts.scopes.push_back(scope(placed, std::nullopt));
        facts.claimed_signing_time = claimed_time(placed);
        return facts;
    }
    [[nodiscard]] SignatureFacts undecodable(const PlacedSignature& placed, std::string why) const {
        auto facts = base(placed);
        facts.errors.push_back({"undecodable-signature", std::move(why)});
        return facts;
    }
    [[nodiscard]] SignatureFacts unsupported(const PlacedSignature& placed,
                                             std::string what) const {
        auto facts = base(placed);
        facts.form = SignatureForm::unsupported;
        facts.structure_valid.reset();
        facts.errors.push_back({"unsupported-format", std::move(what)});
        return facts;
    }

    // ISO 32000-1 clause 12.8.3.3.1: the CMS signs the covered octets themselves.
    [[nodiscard]] SignatureFacts read_detached(const PlacedSignature& placed,
                                               const SignedData& data) const {
        const cades::SignedContent content{
            [&](DigestAlgorithm algorithm) { return covered_digest(placed, algorithm); },
            placed.covered};
        auto facts = cades::read_signer(data, data.signers().front(), content, options_);
        if (data.content()) {
            // Two contents: which of them was shown to the signer is open.
            facts.binding_unambiguous = false;
            facts.errors.push_back(
                {"pdf-content-encapsulated", "the CMS of a detached signature holds a content"});
        }
        complete(placed, data, facts);
        return facts;
    }

    // The same clause: the CMS encapsulates the SHA-1 digest of the covered octets.
    [[nodiscard]] SignatureFacts read_sha1(const PlacedSignature& placed,
                                           const SignedData& data) const {
        auto facts = cades::read_signer(data, data.signers().front(), cades::attached_content(data),
                                        options_);
        const auto digest = covered_digest(placed, DigestAlgorithm::sha1);
        ReferenceFact covered{
            .uri = "ByteRange",
            .found = digest.has_value(),
            .intact = digest && data.content() && *data.content() == digest->value,
            .algorithm = DigestAlgorithm::sha1};
        facts.references.push_back(std::move(covered));
        complete(placed, data, facts);
        return facts;
    }

    /// What a PDF adds to the facts of a SignerInfo.
    void complete(const PlacedSignature& placed, const SignedData& data,
                  SignatureFacts& facts) const {
        const auto& signer = data.signers().front();
        facts.form = SignatureForm::pades;
        facts.binding_unambiguous =
            facts.binding_unambiguous && placed.byte_range.exact && placed.consistent;
        facts.structure_valid =
            facts.structure_valid.value_or(true) && dictionary_well_formed(placed.dictionary);
        if (const auto time = claimed_time(placed)) {
            facts.claimed_signing_time = time;
        }
        facts.scopes.assign(
            1, scope(placed, covered_digest(placed, cades::content_digest_algorithm(signer))));
        if (data.signers().size() > 1) {
            facts.warnings.push_back(
                {"pdf-several-signers",
                 "only the first SignerInfo is the signature (EN 319 142-1 6.3)"});
        }
        const auto what_follows = later(placed, facts);
        add_material(material_, facts.certificates, facts.ocsp_responses, facts.crls);
        facts.format =
            level_of(placed.dictionary, data, signer, facts, what_follows, options_.verified);
    }

    static void add_material(const ValidationMaterial& material,
                             std::vector<Certificate>& certificates,
                             std::vector<OcspResponse>& ocsp, std::vector<Crl>& crls) {
        const auto add = [](const auto& from, auto& to) {
            for (const auto& item : from) {
                if (std::ranges::find(to, item) == to.end()) {
                    to.push_back(item);
                }
            }
        };
        add(material.certificates(), certificates);
        add(material.ocsp_responses(), ocsp);
        add(material.crls(), crls);
    }

    /// `own`: the facts of the signature without the material of the document.
    [[nodiscard]] LaterRevisions later(const PlacedSignature& signature,
                                       const SignatureFacts& own) const {
        LaterRevisions later{.timestamped = false, .store = store_, .store_timestamped = false};
        for (const auto& stamp : stamps_) {
            // A token that is not of this document proves nothing about it.
            if (!stamp.intact || !stamp.placed->stands_behind(signature)) {
                continue;
            }
            later.timestamped = true;
            if (stamp.covered_store && !later.store_timestamped) {
                auto facts = own;
                add_material(*stamp.covered_store, facts.certificates, facts.ocsp_responses,
                             facts.crls);
                later.store_timestamped = has_long_term_material(facts, options_.verified);
            }
        }
        return later;
    }

    [[nodiscard]] Scope scope(const PlacedSignature& placed, std::optional<Digest> digest) const {
        const auto& range = placed.byte_range.range;
        const bool whole = range && file_.blank(range->covered_end, file_.size());
        if (whole) {
            return {.name = "Full PDF", .digest = std::move(digest), .partial = false};
        }
        return {.name = "PDF revision " + std::to_string(revision_number(placed)),
                .digest = std::move(digest),
                .partial = true};
    }
    /// Counted from 1; 0 when the signature covers no revision.
    [[nodiscard]] std::size_t revision_number(const PlacedSignature& placed) const {
        if (!placed.revision) {
            return 0;
        }
        const auto ends = file_.revision_ends();
        const auto covered = placed.byte_range.range->covered_end;
        return static_cast<std::size_t>(
            std::ranges::count_if(ends, [&](auto end) { return end <= covered + 2; }));
    }

    [[nodiscard]] static std::optional<Time> claimed_time(const PlacedSignature& placed) {
        const auto* entry = placed.dictionary.dictionary.find("M");
        return entry == nullptr || entry->string() == nullptr
                   ? std::nullopt
                   : pdf::parse_date(pdf::text_of(*entry->string()));
    }

    // EN 319 142-1 clause 5.4.3.
    [[nodiscard]] TimestampFacts read_timestamp(const PlacedSignature& placed) const {
        TimestampFacts facts;
        facts.type = TimestampType::document;
        const Bytes* contents = contents_of(placed.dictionary);
        const auto token = contents == nullptr
                               ? Result<TimestampToken>{Error::malformed("no /Contents")}
                               : TimestampToken::parse(*contents, options_.limits, true);
        if (!token) {
            facts.errors.push_back(
                {"timestamp-token-invalid", token.error().reason + " " + token.error().detail});
            return facts;
        }
        facts = cades::read_token(*token, TimestampType::document,
                                  covered_digest(placed, token->imprint().algorithm),
                                  material_.certificates());
        add_material(material_, facts.certificates, facts.ocsp_responses, facts.crls);
        if (!placed.byte_range.exact || !placed.consistent) {
            facts.intact = false;
            facts.errors.push_back({placed.byte_range.exact
                                        ? "pdf-signature-dictionary-inconsistent"
                                        : "pdf-byte-range-invalid",
                                    placed.byte_range.problem});
        }
        return facts;
    }

    const pdf::RawFile& file_;
    std::vector<PlacedSignature> placed_;
    const ReadOptions& options_;
    ValidationMaterial material_;
    std::vector<Stamp> stamps_;
    bool store_ = false;
};

}  // namespace

Result<FileFacts> read(std::shared_ptr<const ByteSource> file, const ReadOptions& options) {
    MOHUR_TRY(const auto raw, pdf::RawFile::open(file, options.limits));
    if (raw.current().encrypted()) {
        return Error::unsupported("pdf-encrypted");
    }
    MOHUR_TRY(auto signatures, find_signatures(raw, options.limits));
    DocumentReader reader{raw, place_signatures(raw, file, std::move(signatures.found)), options};
    FileFacts facts = reader.read();
    facts.errors = std::move(signatures.errors);
    std::ranges::move(signatures.warnings, std::back_inserter(facts.warnings));
    const bool any =
        !facts.signatures.empty() || !facts.timestamps.empty() || !facts.errors.empty();
    facts.container = any ? ContainerKind::pades : ContainerKind::pdf;
    return facts;
}

}  // namespace mohur::signing::pades
