// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pades/document_reader_internal.h"
#include "signing/pades/modification_rules_internal.h"

#include <algorithm>

namespace mohur::signing::pades {
namespace {

bool same_contents_place(const pdf::Dictionary& a, const pdf::Dictionary& b) {
    const auto* left = a.find("Contents");
    const auto* right = b.find("Contents");
    return left != nullptr && right != nullptr && left->string() != nullptr &&
           right->string() != nullptr && left->string()->begin == right->string()->begin;
}

bool reaches(const pdf::Snapshot& revision, const SignatureDictionary& wanted) {
    const auto signatures = reachable_signatures(revision);
    return signatures && std::ranges::any_of(*signatures, [&](const SignatureDictionary& s) {
               return s.id == wanted.id && s.begin == wanted.begin &&
                      s.dictionary == wanted.dictionary &&
                      same_contents_place(s.dictionary, wanted.dictionary);
           });
}

PlacedSignature place(const pdf::RawFile& file, const std::shared_ptr<const ByteSource>& source,
                      SignatureDictionary dictionary) {
    PlacedSignature placed;
    placed.byte_range = check_byte_range(file, dictionary);
    placed.dictionary = std::move(dictionary);
    if (placed.byte_range.range) {
        placed.covered = std::make_shared<CoveredOctets>(source, *placed.byte_range.range);
    }
    if (placed.byte_range.exact) {
        auto revision = file.snapshot(placed.byte_range.range->covered_end);
        placed.consistent = revision && reaches(*revision, placed.dictionary);
        if (revision) {
            placed.revision = std::move(*revision);
        }
    }
    return placed;
}

/// True when octets behind the newest revision are no revision: what they are for nobody can say.
bool has_loose_tail(const pdf::RawFile& file) {
    const auto ends = file.revision_ends();
    return ends.empty() || !file.blank(ends.back(), file.size());
}

/// True when a revision behind `offset` shows readers of different age different objects.
bool hybrid_behind(const pdf::RawFile& file, std::uint64_t offset) {
    return std::ranges::any_of(file.current().sections(), [&](const auto& section) {
        return section->hybrid_stream && section->offset >= offset;
    });
}

/// What is needed to judge one signature: all walks come before the one scan for references.
struct Case {
    std::optional<RevisionChanges> changes;
    std::optional<ChangeJudge> judge;
    std::string error;
};

Case prepare(const pdf::RawFile& file, const PlacedSignature& placed) {
    Case result;
    if (!placed.revision) {
        return result;
    }
    auto changes = changes_between(*placed.revision, file.current());
    if (!changes) {
        result.error = changes.error().reason;
        return result;
    }
    result.changes = std::move(*changes);
    return result;
}

void walk(Case& one, const pdf::RawFile& file, const PlacedSignature& placed,
          const Limits& limits) {
    if (!one.changes || one.changes->objects.empty()) {
        return;
    }
    auto judge =
        ChangeJudge::walk(*placed.revision, file.current(), *one.changes, limits.pdf_objects);
    if (judge) {
        one.judge.emplace(std::move(*judge));
    } else {
        one.error = judge.error().reason + ": " + judge.error().detail;
    }
}

Modifications judge(const pdf::RawFile& file, const PlacedSignature& placed, const Case& one,
                    const Result<ReferenceScan>& references) {
    if (!placed.revision) {
        return {{{"byte-range-invalid"}}, placed.byte_range.problem};
    }
    if (!one.error.empty()) {
        return {std::nullopt, one.error};
    }
    if (!references) {
        return {std::nullopt, references.error().reason};
    }
    if (hybrid_behind(file, placed.revision->end())) {
        return {std::nullopt, "hybrid cross-references: readers see different documents"};
    }
    Modifications result{std::vector<std::string>{}, {}};
    if (one.judge) {
        auto judgement = one.judge->judge(*references);
        result = {std::move(judgement.kinds), std::move(judgement.detail)};
    }
    if (has_loose_tail(file) && result.found->empty()) {
        result = {{{"undefined-object-changes"}}, "octets behind the last revision"};
    }
    if (!placed.consistent) {
        constexpr std::string_view kInconsistent = "signature-dictionary-inconsistent";
        result.found->emplace(result.found->begin(), kInconsistent);
    }
    return result;
}

}  // namespace

bool PlacedSignature::stands_behind(const PlacedSignature& other) const {
    return byte_range.exact && other.byte_range.range &&
           byte_range.range->gap_begin >= other.byte_range.range->covered_end;
}

std::vector<PlacedSignature> place_signatures(const pdf::RawFile& file,
                                              const std::shared_ptr<const ByteSource>& source,
                                              std::vector<SignatureDictionary> found) {
    std::vector<PlacedSignature> placed;
    placed.reserve(found.size());
    for (auto& dictionary : found) {
        placed.push_back(place(file, source, std::move(dictionary)));
    }
    return placed;
}

std::vector<Modifications> find_modifications(const pdf::RawFile& file,
                                              const std::vector<PlacedSignature>& placed,
                                              const Limits& limits) {
    std::vector<Case> cases;
    cases.reserve(placed.size());  // a walk borrows the changes of its case
    std::set<std::uint32_t> targets;
    for (const auto& signature : placed) {
        auto& one = cases.emplace_back(prepare(file, signature));
        walk(one, file, signature, limits);
        if (one.judge) {
            targets.merge(one.judge->targets());
        }
    }
    const auto references = targets.empty() ? Result<ReferenceScan>{ReferenceScan{}}
                                            : ReferenceScan::run(file.current(), targets);
    std::vector<Modifications> result;
    for (std::size_t i = 0; i < placed.size(); ++i) {
        result.push_back(judge(file, placed[i], cases[i], references));
    }
    return result;
}

}  // namespace mohur::signing::pades
