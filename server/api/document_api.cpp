// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/document_api.h"

#include "server/api/today_api.h"
#include "server/http/dispatcher.h"

#include <charconv>

namespace mohur::server {
namespace {

using namespace documents;  // NOLINT(google-build-using-namespace): every line below speaks of
                            // records

constexpr int kDefaultLimit = 50;
constexpr int kMaxLimit = 200;

Result<int> limit_of(const Request& request) {
    const auto text = request.query("limit");
    if (!text) {
        return kDefaultLimit;
    }
    int value = 0;
    const auto end = std::from_chars(text->data(), text->data() + text->size(), value);
    if (end.ec != std::errc{} || value < 1 || value > kMaxLimit) {
        return Error::malformed("field-invalid", "field:limit");
    }
    return value;
}

Result<DocumentQuery> query_of(const Request& request) {
    DocumentQuery query;
    query.text = request.query("q").value_or("");
    query.mine = request.query("view").value_or("all") == "mine";
    if (const auto direction = request.query("direction")) {
        query.direction = direction_from(*direction);
        if (!query.direction) {
            return Error::malformed("field-invalid", "field:direction");
        }
    }
    if (const auto state = request.query("state")) {
        query.state = document_state_from(*state);
        if (!query.state) {
            return Error::malformed("field-invalid", "field:state");
        }
    }
    return query;
}

}  // namespace

DocumentApi::DocumentApi(const ApiServices& services)
    : services_{services},
      drafts_{services},
      registry_{services.ids},
      registrar_{services.ids},
      filing_{services.ids} {}

void DocumentApi::add_to(Router& router) {
    const std::string one = "/api/v1/documents/{id}";
    router.add(Method::get, "/api/v1/documents", [this](Request& r) { return list(r); });
    router.add(Method::post, "/api/v1/documents", [this](Request& r) { return create(r); });
    router.add(Method::get, one, [this](Request& r) { return get(r); });
    router.add(Method::patch, one, [this](Request& r) { return change_card(r); });
    router.add(Method::post, one + "/voids", [this](Request& r) { return void_registration(r); });
    router.add(Method::get, one + "/history", [this](Request& r) { return history(r); });
    router.add(Method::post, one + "/resolutions",
               [this](Request& r) { return add_resolution(r); });
    router.add(Method::post, one + "/routes", [this](Request& r) { return start_route(r); });
    router.add(Method::post, one + "/visas", [this](Request& r) { return give_visa(r); });
    router.add(Method::post, one + "/refusals", [this](Request& r) { return refuse(r); });
    router.add(Method::post, one + "/filings", [this](Request& r) { return file(r); });
    router.add(Method::post, "/api/v1/tasks/{id}/reports",
               [this](Request& r) { return report_task(r); });
    router.add(Method::post, "/api/v1/tasks/{id}/decisions",
               [this](Request& r) { return decide_task(r); });
    router.add(Method::post, "/api/v1/control-cards/{id}/removals",
               [this](Request& r) { return remove_control(r); });
}

Result<Json> DocumentApi::view(sql::Transaction& tx, const Act& act, Language language,
                               DocumentId id) const {
    MOHUR_TRY(const auto calendar, Calendar::load(tx));
    return document_view(tx, {act, services_.catalogue, language, calendar}, id);
}

DocumentId DocumentApi::document_of_path(const Request& request) const {
    // An id that is none leads to a document that nobody has: 404 like any other.
    const auto id = DocumentId::parse(request.parameter("id"));
    return id ? *id : DocumentId{};
}

Result<Response> DocumentApi::deed(Request& request, const Deed& deed, int status) const {
    MOHUR_TRY(const auto caller, changing_caller_of(services_, request));
    MOHUR_TRY(const auto text, request.text_body(services_.config.max_json_bytes));
    MOHUR_TRY(const auto body, Json::parse(text.empty() ? "{}" : text));
    return answer_once(
        request, caller, text,
        [&](sql::Transaction& tx, const Act& act) { return deed(tx, act, body); }, status);
}

Result<Response> DocumentApi::answer_once(const Request& request, const Caller& caller,
                                          const std::string& text, const Work& work,
                                          int status) const {
    const auto language = language_of(request);
    return change_once(services_, request, caller, text,
                       [&](sql::Transaction& tx, const Caller&, const Act& act) -> Result<Answer> {
                           MOHUR_TRY(const auto id, work(tx, act));
                           MOHUR_TRY(auto json, view(tx, act, language, id));
                           const auto etag = json["etag"].as_string();
                           return Answer{status, std::move(json), etag};
                       });
}

Result<Response> DocumentApi::list_waiting(const Request& request, const Caller& caller,
                                           std::string_view wanted) const {
    const auto act = caller.act(services_.clock.now());
    MOHUR_TRY(const auto json,
              services_.cells.of(caller.scope())
                  .read(caller.scope(), [&](sql::Transaction& tx) -> Result<Json> {
                      MOHUR_TRY(const auto today, today_of(tx, act));
                      MOHUR_TRY(const auto calendar, Calendar::load(tx));
                      Json items = Json::array();
                      for (const auto& line : waiting_lines(today, wanted, local_date(act.at))) {
                          items.push(waiting_view(
                              {act, services_.catalogue, language_of(request), calendar}, line));
                      }
                      return Json::object({{"items", items}});
                  }));
    return Response::json(json);
}

Result<Response> DocumentApi::list(const Request& request) const {
    MOHUR_TRY(const auto caller, caller_of(services_, request));
    const auto wanted = request.query("view").value_or("all");
    if (wanted != "all" && wanted != "mine") {
        return list_waiting(request, caller, wanted);
    }
    MOHUR_TRY(const auto query, query_of(request));
    MOHUR_TRY(const auto limit, limit_of(request));
    std::optional<DocumentId> before;
    if (const auto cursor = request.query("cursor")) {
        const auto id = DocumentId::parse(*cursor);
        if (!id) {
            return Error::malformed("field-invalid", "field:cursor");
        }
        before = *id;
    }
    const auto act = caller.act(services_.clock.now());
    const auto language = language_of(request);
    MOHUR_TRY(
        auto json,
        services_.cells.of(caller.scope())
            .read(caller.scope(), [&](sql::Transaction& tx) -> Result<Json> {
                MOHUR_TRY(const auto page, list_documents(tx, act, query, before, limit));
                MOHUR_TRY(const auto calendar, Calendar::load(tx));
                Json items = Json::array();
                for (const auto& line : page.lines) {
                    items.push(summary_view({act, services_.catalogue, language, calendar}, line));
                }
                auto answer = Json::object({{"items", items}});
                if (page.next) {
                    answer.set("next_cursor", to_string(*page.next));
                }
                return answer;
            }));
    auto response = Response::json(json);
    if (json.contains("next_cursor")) {
        response.with("Link", "</api/v1/documents?cursor=" + json["next_cursor"].as_string() +
                                  ">; rel=\"next\"");
    }
    return response;
}

Result<Response> DocumentApi::get(const Request& request) const {
    MOHUR_TRY(const auto caller, caller_of(services_, request));
    const auto act = caller.act(services_.clock.now());
    MOHUR_TRY(const auto json,
              services_.cells.of(caller.scope()).read(caller.scope(), [&](sql::Transaction& tx) {
                  return view(tx, act, language_of(request), document_of_path(request));
              }));
    return std::move(Response::json(json).with("ETag", json["etag"].as_string()));
}

Result<Response> DocumentApi::change_card(Request& request) const {
    MOHUR_TRY(const auto caller, changing_caller_of(services_, request));
    MOHUR_TRY(const auto version, if_match(request));
    MOHUR_TRY(const auto body, request.json_body(services_.config.max_json_bytes));
    const auto act = caller.act(services_.clock.now());
    const auto id = document_of_path(request);
    MOHUR_TRY(const auto json,
              services_.cells.of(caller.scope())
                  .write(caller.scope(), [&](sql::Transaction& tx) -> Result<Json> {
                      MOHUR_TRY(const auto held, document_of(tx, act, id));
                      auto card = held.card;
                      JsonFields fields{body};
                      if (body.contains("subject")) {
                          card.title = fields.text("subject", 1'000);
                      }
                      if (body.contains("their_index")) {
                          card.their_number = fields.optional_text("their_index", 64);
                      }
                      if (body.contains("their_date")) {
                          card.their_date = fields.date("their_date");
                      }
                      const auto name = fields.optional_text("correspondent", 300);
                      const auto reason = fields.optional_text("reason", 1'000);
                      MOHUR_TRY_VOID(fields.finish());
                      if (!name.empty()) {
                          MOHUR_TRY(card.correspondent,
                                    registry_.correspondent_called(tx, act, name));
                      }
                      MOHUR_TRY_VOID(registry_.edit_card(tx, act, id, version, card, reason));
                      return view(tx, act, language_of(request), id);
                  }));
    return std::move(Response::json(json).with("ETag", json["etag"].as_string()));
}

Result<Response> DocumentApi::void_registration(Request& request) const {
    MOHUR_TRY(const auto version, if_match(request));
    const auto id = document_of_path(request);
    return deed(
        request, [&](sql::Transaction& tx, const Act& act, const Json& body) -> Result<DocumentId> {
            JsonFields fields{body};
            const auto reason = fields.text("reason", 1'000);
            MOHUR_TRY_VOID(fields.finish());
            MOHUR_TRY(const auto held, document_of(tx, act, id));
            if (held.row_version != version) {
                return Error::conflict("version-stale");
            }
            if (!held.registration) {
                return Error::conflict("not-registered");
            }
            MOHUR_TRY_VOID(registrar_.void_registration(tx, act, held.registration->id, reason));
            return id;
        });
}

Result<Response> DocumentApi::history(const Request& request) const {
    MOHUR_TRY(const auto caller, caller_of(services_, request));
    const auto act = caller.act(services_.clock.now());
    MOHUR_TRY(const auto events,
              services_.cells.of(caller.scope()).read(caller.scope(), [&](sql::Transaction& tx) {
                  return history_of(tx, act, document_of_path(request));
              }));
    Json items = Json::array();
    for (const auto& event : events) {
        auto json = Json::object(
            {{"no", event.no},
             {"at", to_rfc3339(event.at)},
             {"event", event.type},
             {"sentence", services_.catalogue.text(language_of(request), "event-" + event.type)},
             {"actor", event.person_name}});
        if (!event.on_behalf_of_name.empty()) {
            json.set("on_behalf_of", event.on_behalf_of_name);
        }
        items.push(std::move(json));
    }
    return Response::json(Json::object({{"items", items}}));
}

}  // namespace mohur::server
