// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/organisation/organisation.h"
#include "documents/registry/document.h"

#include <optional>
#include <string>
#include <vector>

namespace mohur::documents {

enum class StepAction { visa, sign, seal };
enum class StepState { waiting, active, done, refused, cancelled };

[[nodiscard]] std::string_view to_string(StepAction action) noexcept;
[[nodiscard]] std::string_view to_string(StepState state) noexcept;

struct Signatory {
    AssignmentId who;
    StepAction action = StepAction::sign;  ///< sign or seal
};

/// Two stages: all visas side by side, then the signatures one after another.
struct RoutePlan {
    std::vector<AssignmentId> visas;
    std::vector<Signatory> signatories;  ///< at least one
};

struct RouteStep {
    int round = 0;
    int no = 0;
    StepAction action = StepAction::visa;
    AssignmentId assignee;
    std::string assignee_name;
    std::string assignee_post;
    StepState state = StepState::waiting;
    std::string remark;
    std::string acted_name;  ///< who did it; a substitute's own name
    std::string acted_for_name;
    std::optional<Time> acted_at;
};

/// The signature that is due on a document.
struct DueSignature {
    int round = 0;
    int no = 0;
    StepAction action = StepAction::sign;
    AssignmentId assignee;
    bool is_last = false;
};

/// Leads documents through visas and signatures. Thread-safe, stateless.
///
/// A step is done by its assignee or by a substitute who acts for him: `denied` "not-your-step"
/// otherwise.
class Routes {
public:
    /// The author sends a draft or a returned document on its way. Every signatory must hold his
    /// power: `malformed` "signatory-without-power". Errors also "route-empty", "route-repeats".
    [[nodiscard]] Result<Document> start(sql::Transaction& tx, const Act& act, DocumentId id,
                                         std::int64_t row_version, const RoutePlan& plan) const;
    /// The last visa moves the document to signing.
    [[nodiscard]] Result<Document> give_visa(sql::Transaction& tx, const Act& act, DocumentId id,
                                             std::string_view remark) const;
    /// Refuses a visa or a signature with a reason; the document goes back to its author. A number
    /// that was reserved stays with it.
    [[nodiscard]] Result<Document> refuse(sql::Transaction& tx, const Act& act, DocumentId id,
                                          std::string_view reason) const;
    /// The author takes it back.
    [[nodiscard]] Result<Document> recall(sql::Transaction& tx, const Act& act, DocumentId id,
                                          std::int64_t row_version, std::string_view reason) const;

    /// For the ceremony: the active signature step; `conflict` "no-signature-due".
    [[nodiscard]] Result<DueSignature> due_signature(sql::Transaction& tx, DocumentId id) const;
    /// For the ceremony: marks the step done and opens the next; after the last one the document is
    /// registered. The caller has locked the document and checked the signature.
    [[nodiscard]] Result<void> complete_signature(sql::Transaction& tx, const Act& act,
                                                  const Document& document,
                                                  const DueSignature& step) const;
};

/// Steps of all rounds, oldest first.
[[nodiscard]] Result<std::vector<RouteStep>> steps_of(sql::Transaction& tx,
                                                      const SeenDocument& document);
[[nodiscard]] Result<std::vector<RouteStep>> steps_of(sql::Transaction& tx, const Act& act,
                                                      DocumentId id);

}  // namespace mohur::documents
