// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/signing/evidence/handmade_record.h"

#include <gtest/gtest.h>

/// RFC 4998 clauses 4.3 and 5.3.
namespace mohur::signing::evidence::testing {
namespace {

/// One chain of one time-stamp over `tree`.
Bytes simple_record(const std::vector<HashGroup>& tree) {
    return ers_record({der::sequence({ers_timestamp(tree, token_over(root_of(tree, kSha256)))})});
}

TEST(EvidenceRecordSyntax, TakesAListOfOneAsItStandsAndSortsLongerOnes) {
    const auto a = hash("a");
    const auto b = hash("b");
    EXPECT_EQ(root_of({{a}}, kSha256), a);
    EXPECT_EQ(root_of({{a, b}}, kSha256), pair_hash(a, b));
    EXPECT_EQ(root_of({{b, a}}, kSha256), pair_hash(a, b));
    EXPECT_EQ(root_of({{a}, {b}}, kSha256), pair_hash(a, b));
    EXPECT_TRUE(root_of({}, kSha256).empty());
}

TEST(EvidenceRecordSyntax, RefusesWhatIsNoRecord) {
    EXPECT_FALSE(EvidenceRecord::from_ber(der::sequence({der::integer(2)}), Limits{}));
    EXPECT_FALSE(EvidenceRecord::from_ber(ers_record({}), Limits{}));
    EXPECT_FALSE(
        EvidenceRecord::from_ber(ers_record({der::sequence(std::vector<Bytes>{})}), Limits{}));
    const auto encrypted =
        der::sequence({der::integer(1), der::sequence(std::vector<Bytes>{}),
                       der::element(tag::context_set(1), {}), der::sequence(std::vector<Bytes>{})});
    EXPECT_EQ(EvidenceRecord::from_ber(encrypted, Limits{}).error().reason,
              "evidence-record-encrypted");
}

TEST(EvidenceRecordSyntax, LimitsTheNumberOfChains) {
    const auto chain = der::sequence({ers_timestamp({{hash("a")}}, token_over(hash("a")))});
    const std::vector<Bytes> many(kMaxChains + 1, chain);
    EXPECT_EQ(EvidenceRecord::from_ber(ers_record(many), Limits{}).error().reason,
              "limit-exceeded");
}

TEST(EvidenceRecord, ProvesTheObjectsOfItsFirstList) {
    const auto record = simple_record({{hash("one"), hash("two")}, {hash("other")}});
    const auto facts = check(record, {object("one"), object("two")});
    EXPECT_TRUE(facts.intact);
    EXPECT_TRUE(facts.errors.empty());
    EXPECT_EQ(facts.time, now_of_test());
    ASSERT_EQ(facts.timestamps.size(), 1U);
    EXPECT_EQ(facts.timestamps[0].type, TimestampType::archive);
}

TEST(EvidenceRecord, ProvesNothingOfWhatStandsOnlyFurtherUp) {
    const auto record = simple_record({{hash("one"), hash("two")}, {hash("other")}});
    const auto facts = check(record, {object("other")});
    EXPECT_FALSE(facts.intact);
    EXPECT_TRUE(has_code(facts, "signed-data-not-found"));
}

TEST(EvidenceRecord, TellsAChangedObjectFromAnAbsentOne) {
    EXPECT_TRUE(has_code(check(simple_record({{hash("one")}}), {object("two")}), "hash-mismatch"));
    EXPECT_TRUE(has_code(check(simple_record({{hash("one")}}), {}), "signed-data-not-found"));
}

TEST(EvidenceRecord, IsNotIntactWhenItsTokenIsOverAnotherTree) {
    const auto record =
        ers_record({der::sequence({ers_timestamp({{hash("one")}}, token_over(hash("two")))})});
    const auto facts = check(record, {object("one")});
    EXPECT_FALSE(facts.intact);
    EXPECT_FALSE(facts.timestamps[0].imprint_intact);
}

TEST(EvidenceRecord, WithoutATreeIsOverOneObjectAlone) {
    const auto record = ers_record({der::sequence({ers_timestamp({}, token_over(hash("one")))})});
    EXPECT_TRUE(check(record, {object("one")}).intact);
    EXPECT_TRUE(has_code(check(record, {object("two")}), "hash-mismatch"));
    EXPECT_FALSE(check(record, {object("one"), object("two")}).intact);
}

TEST(EvidenceRecord, FollowsATimestampRenewal) {
    const auto first = token_over(hash("one"));
    const auto renewed = [&](const Bytes& over) {
        return ers_record({der::sequence({ers_timestamp({{hash("one")}}, first),
                                          ers_timestamp({{hash(over)}}, token_over(hash(over)))})});
    };
    EXPECT_TRUE(check(renewed(first), {object("one")}).intact);
    const auto facts = check(renewed(token_over(hash("one"))), {object("one")});
    EXPECT_FALSE(facts.intact);
    EXPECT_TRUE(has_code(facts, "evidence-record-renewal-mismatch"));
}

// Clause 5.2 step 4: h' = H(h + ha), in this order.
TEST(EvidenceRecord, FollowsAHashTreeRenewal) {
    const auto first = der::sequence({ers_timestamp({{hash("one")}}, token_over(hash("one")))});
    const auto renewed = [&](const Bytes& before) {
        const auto value = hash(joined(hash("one"), hash(before)));
        return ers_record({first, der::sequence({ers_timestamp({{value}}, token_over(value))})});
    };
    EXPECT_TRUE(check(renewed(der::sequence({first})), {object("one")}).intact);
    EXPECT_FALSE(check(renewed(first), {object("one")}).intact);
    EXPECT_FALSE(check(renewed(der::sequence({first})), {object("two")}).intact);
}

TEST(EvidenceRecord, AcceptsDigestsInsteadOfObjects) {
    const SuppliedContent digest{"one", nullptr, {{kSha256, hash("one")}}};
    EXPECT_TRUE(check(simple_record({{hash("one")}}), {object_of(digest, Limits{})}).intact);
    const SuppliedContent other{"one", nullptr, {{DigestAlgorithm::sha512, hash("one")}}};
    EXPECT_FALSE(check(simple_record({{hash("one")}}), {object_of(other, Limits{})}).intact);
}

TEST(EvidenceRecord, SaysNothingOfAnOptionalObjectThatIsNotCovered) {
    auto optional = object("letter");
    optional.required = false;
    EXPECT_TRUE(check(simple_record({{hash("one")}}), {object("one"), optional}).intact);
    EXPECT_FALSE(check(simple_record({{hash("one")}}), {optional}).intact);
}

}  // namespace
}  // namespace mohur::signing::evidence::testing
