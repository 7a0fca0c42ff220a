// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/cades/reader.h"

#include "signing/asn1/der.h"
#include "signing/cades/attributes_internal.h"
#include "signing/cades/evidence_records_internal.h"

#include <algorithm>

namespace mohur::signing::cades {
namespace {

bool is_content_of(const SuppliedContent& supplied, const SignerInfo& signer) {
    const auto value = signer.signed_attribute(oid::kMessageDigest);
    if (!value) {
        return false;
    }
    const auto expected = DerReader{*value}.octet_string();
    const auto digest = content_of(supplied).digest(content_digest_algorithm(signer));
    return expected && digest && digest->value == *expected;
}

// A CMS names no file: a single content serves it, else the unnamed one, else the one that matches.
const SuppliedContent* supplied_for(const SignerInfo& signer,
                                    const std::vector<SuppliedContent>& contents) {
    if (contents.size() == 1) {
        return &contents.front();
    }
    if (std::ranges::count(contents, "", &SuppliedContent::name) == 1) {
        return &*std::ranges::find(contents, "", &SuppliedContent::name);
    }
    const auto found = std::ranges::find_if(
        contents, [&](const SuppliedContent& content) { return is_content_of(content, signer); });
    return found == contents.end() ? nullptr : &*found;
}

SignatureFacts read_one(const SignedData& data, const SignerInfo& signer,
                        const SignedContent& attached, const ReadOptions& options) {
    if (data.content_source()) {
        return read_signer(data, signer, attached, options);
    }
    const SuppliedContent* supplied = supplied_for(signer, options.contents);
    if (supplied == nullptr) {
        return read_signer(data, signer, attached, options);
    }
    auto facts = read_signer(data, signer, content_of(*supplied), options);
    for (auto& scope : facts.scopes) {
        scope.name = supplied->name;
    }
    return facts;
}

void number(SignatureFacts& facts, const std::string& id) {
    facts.id = id;
    for (std::size_t i = 0; i < facts.timestamps.size(); ++i) {
        facts.timestamps[i].id = id + "-T" + std::to_string(i);
    }
    for (std::size_t i = 0; i < facts.counter_signatures.size(); ++i) {
        number(facts.counter_signatures[i], id + "-C" + std::to_string(i));
    }
}

Result<FileFacts> read_bare_token(BytesView encoding, const ReadOptions& options) {
    MOHUR_TRY(const auto token, TimestampToken::parse(encoding, options.limits));
    std::optional<Digest> covered;
    if (options.contents.size() == 1) {
        covered = content_of(options.contents.front()).digest(token.imprint().algorithm);
    }
    FileFacts facts;
    facts.container = ContainerKind::tst;
    facts.timestamps.push_back(
        read_token(token, TimestampType::content, covered, options.extra_certificates));
    facts.timestamps.front().id = "T0";
    return facts;
}

// TimeStampResp ::= SEQUENCE { PKIStatusInfo, TimeStampToken OPTIONAL } (RFC 3161 2.4.2): its first
// field is a SEQUENCE where a ContentInfo has an OID.
std::optional<BytesView> token_of_response(BytesView file) {
    DerReader outer{file};
    auto response = outer.enter(tag::kSequence);
    if (!response || !outer.at_end() || response->peek() != tag::kSequence) {
        return std::nullopt;
    }
    auto status = response->enter(tag::kSequence);
    if (!status || status->peek() != tag::kInteger || response->at_end()) {
        return std::nullopt;
    }
    return response->rest();
}

}  // namespace

SignedContent content_for(const SignedData& signed_data, const SignerInfo& signer,
                          const std::vector<SuppliedContent>& contents) {
    if (signed_data.content_source()) {
        return attached_content(signed_data);
    }
    const SuppliedContent* supplied = supplied_for(signer, contents);
    return supplied == nullptr ? content_of(std::nullopt) : content_of(*supplied);
}

FileFacts read_signatures(const SignedData& data, const ReadOptions& options) {
    FileFacts facts;
    facts.container = ContainerKind::cades;
    const SignedContent attached = attached_content(data);
    for (const auto& signer : data.signers()) {
        facts.signatures.push_back(read_one(data, signer, attached, options));
        number(facts.signatures.back(), "S" + std::to_string(facts.signatures.size() - 1));
    }
    add_evidence_records(data, options, facts);
    return facts;
}

Result<FileFacts> read(BytesView file, const ReadOptions& options) {
    if (const auto token = token_of_response(file)) {
        return read_bare_token(*token, options);
    }
    // Zero padding is what is left when a signature was cut out of a PDF's /Contents.
    MOHUR_TRY(const auto data, SignedData::parse(file, options.limits, true));
    if (data.content_type() == oid::kTstInfo) {
        return read_bare_token(data.encoding(), options);
    }
    return read_signatures(data, options);
}

}  // namespace mohur::signing::cades
