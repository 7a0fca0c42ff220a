// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/cades/evidence_records_internal.h"

#include "signing/cades/attributes_internal.h"
#include "signing/cms/signed_data_before.h"
#include "signing/crypto/hash.h"

namespace mohur::signing::cades {
namespace {

bool is_record(const CmsAttribute& attribute) {
    return attribute.type == oid::kEvidenceRecordInternal ||
           attribute.type == oid::kEvidenceRecordExternal;
}

/// The records of one attribute of one SignerInfo.
class RecordAttribute {
public:
    RecordAttribute(const SignedData& data, std::size_t signer, std::size_t attribute,
                    const ReadOptions& options)
        : data_{data}, signer_{signer}, attribute_{attribute}, options_{options} {}

    void add_to(FileFacts& facts) const {
        const auto objects = covered();
        const auto reader = token_reader(options_);
        for (const auto& value : attribute().values) {
            auto record = evidence::check_file(value, objects, reader, options_.limits);
            record.id = "E" + std::to_string(facts.evidence_records.size());
            for (const auto& signature : facts.signatures) {
                record.covers.push_back(signature.id);
            }
            facts.evidence_records.push_back(std::move(record));
        }
    }

private:
    [[nodiscard]] const SignerInfo& signer() const { return data_.signers()[signer_]; }
    [[nodiscard]] const CmsAttribute& attribute() const {
        return signer().unsigned_attributes()[attribute_];
    }

    [[nodiscard]] std::vector<evidence::DataObject> covered() const {
        std::vector<evidence::DataObject> objects{whole_signature()};
        if (attribute().type == oid::kEvidenceRecordExternal) {
            objects.push_back(detached_content());
        }
        return objects;
    }

    // RFC 4998 annex A.1 hashes the encoding as it stands, TS 119 122-3 its DER.
    [[nodiscard]] evidence::DataObject whole_signature() const {
        const auto as_stands = encoding_before(data_, signer_, later_records(), LengthForm::kept);
        const auto definite =
            encoding_before(data_, signer_, later_records(), LengthForm::definite);
        return {"", [as_stands, definite](DigestAlgorithm algorithm, const xml::CanonicalMethod*) {
                    std::vector<Bytes> values;
                    for (const auto& encoding : {as_stands, definite}) {
                        if (auto digest = digest_of(algorithm, *encoding)) {
                            values.push_back(std::move(digest).value().value);
                        }
                    }
                    return values;
                }};
    }

    [[nodiscard]] evidence::DataObject detached_content() const {
        const auto content = content_for(data_, signer(), options_.contents);
        return {"content", [content](DigestAlgorithm algorithm, const xml::CanonicalMethod*) {
                    const auto digest = content.digest(algorithm);
                    return digest ? std::vector<Bytes>{digest->value} : std::vector<Bytes>{};
                }};
    }

    /// This attribute and the records after it: what was not there when it was made.
    [[nodiscard]] std::vector<std::size_t> later_records() const {
        std::vector<std::size_t> positions;
        const auto& attributes = signer().unsigned_attributes();
        for (std::size_t i = attribute_; i < attributes.size(); ++i) {
            if (is_record(attributes[i])) {
                positions.push_back(i);
            }
        }
        return positions;
    }

    const SignedData& data_;
    std::size_t signer_;
    std::size_t attribute_;
    const ReadOptions& options_;
};

}  // namespace

void add_evidence_records(const SignedData& data, const ReadOptions& options, FileFacts& facts) {
    for (std::size_t signer = 0; signer < data.signers().size(); ++signer) {
        const auto& attributes = data.signers()[signer].unsigned_attributes();
        for (std::size_t i = 0; i < attributes.size(); ++i) {
            if (is_record(attributes[i])) {
                RecordAttribute{data, signer, i, options}.add_to(facts);
            }
        }
    }
}

}  // namespace mohur::signing::cades
