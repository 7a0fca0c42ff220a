// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/today_api.h"

#include "documents/audit/event.h"
#include "server/api/caller.h"
#include "server/http/dispatcher.h"

#include <algorithm>
#include <set>

namespace mohur::server {
namespace {

using namespace documents;  // NOLINT(google-build-using-namespace): every line below speaks of
                            // records

struct List {
    std::string_view view;    ///< of the filter
    std::string_view action;  ///< NextAction of docs/openapi.yaml
    const std::vector<TodayLine> Today::*lines;
};

constexpr List kLists[] = {
    {"to_sign", "sign", &Today::to_sign},
    {"to_visa", "visa", &Today::to_visa},
    {"to_register", "register", &Today::to_register},
    {"to_resolve", "resolve", &Today::to_resolve},
    {"my_tasks", "report", &Today::my_tasks},
    {"to_accept", "accept_report", &Today::to_accept},
    {"returned", "route", &Today::returned},
    {"on_control", "none", &Today::on_control},
};

bool is_overdue(const TodayLine& line, Date day) {
    return line.due && *line.due < day;
}

std::int64_t count(const std::vector<TodayLine>& lines) {
    return static_cast<std::int64_t>(lines.size());
}

Json counts_of(const Today& today, Date day) {
    std::int64_t overdue = 0;
    for (const auto& line : today.my_tasks) {
        overdue += is_overdue(line, day) ? 1 : 0;
    }
    for (const auto& line : today.on_control) {
        overdue += is_overdue(line, day) ? 1 : 0;
    }
    return Json::object({{"to_register", count(today.to_register)},
                         {"to_resolve", count(today.to_resolve)},
                         {"to_visa", count(today.to_visa)},
                         {"to_sign", count(today.to_sign)},
                         {"my_tasks", count(today.my_tasks)},
                         {"overdue", overdue},
                         {"on_control", count(today.on_control)}});
}

}  // namespace

std::vector<WaitingLine> waiting_lines(const Today& today, std::string_view view, Date day) {
    std::vector<WaitingLine> found;
    std::set<DocumentId> seen;
    for (const auto& list : kLists) {
        const bool wanted =
            view == "mine" ? list.view != "on_control" : view == "overdue" || view == list.view;
        if (!wanted) {
            continue;
        }
        for (const auto& line : today.*list.lines) {
            if (view == "overdue" && !is_overdue(line, day)) {
                continue;
            }
            if (seen.insert(line.document.id).second) {
                found.emplace_back(line, list.action);
            }
        }
    }
    // Overdue first, then by term, then what has none.
    std::ranges::stable_sort(found, [](const WaitingLine& a, const WaitingLine& b) {
        if (a.first.due.has_value() != b.first.due.has_value()) {
            return a.first.due.has_value();
        }
        return a.first.due &&
               std::chrono::sys_days{*a.first.due} < std::chrono::sys_days{*b.first.due};
    });
    return found;
}

Json waiting_view(const Viewpoint& view, const WaitingLine& line) {
    auto json = summary_view(view, line.first.document);
    json.set("next_action", line.second);
    set_term(json, view, line.first.due, true);
    return json;
}

void TodayApi::add_to(Router& router) {
    router.add(Method::get, "/api/v1/today", [this](Request& r) { return today(r); });
    router.add(Method::get, "/api/v1/changes", [this](Request& r) { return changes(r); });
}

Result<Response> TodayApi::today(const Request& request) const {
    MOHUR_TRY(const auto caller, caller_of(services_, request));
    const auto act = caller.act(services_.clock.now());
    const auto day = local_date(act.at);
    MOHUR_TRY(
        const auto json,
        services_.cells.of(caller.scope())
            .read(caller.scope(), [&](sql::Transaction& tx) -> Result<Json> {
                MOHUR_TRY(const auto found, today_of(tx, act));
                MOHUR_TRY(const auto calendar, Calendar::load(tx));
                const Viewpoint view{act, services_.catalogue, language_of(request), calendar};
                Json items = Json::array();
                for (const auto& line : waiting_lines(found, "mine", day)) {
                    items.push(waiting_view(view, line));
                }
                return Json::object({{"counts", counts_of(found, day)}, {"items", items}});
            }));
    return Response::json(json);
}

Result<Response> TodayApi::changes(const Request& request) const {
    MOHUR_TRY(const auto caller, caller_of(services_, request));
    MOHUR_TRY(const auto version,
              services_.cells.of(caller.scope()).read(caller.scope(), [&](sql::Transaction& tx) {
                  return count_events(tx);
              }));
    const auto etag = "\"c" + std::to_string(version) + "\"";
    if (request.header("If-None-Match") == etag) {
        return std::move(Response::empty(304).with("ETag", etag));
    }
    return std::move(Response::json(Json::object({{"version", version}})).with("ETag", etag));
}

}  // namespace mohur::server
