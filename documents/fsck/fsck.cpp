// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/fsck/fsck.h"

#include "documents/fsck/content_check.h"
#include "documents/fsck/number_check.h"
#include "documents/fsck/reception_check.h"
#include "documents/fsck/stream_check.h"
#include "documents/organisation/organisation.h"

namespace mohur::documents {
namespace {

Json json_of(const LogTotals& log) {
    return Json::object(
        {{"size", log.size}, {"root", to_hex(log.root)}, {"unsealed", log.unsealed}});
}

Json json_of(const TimestampTotals& timestamps, bool judged) {
    auto newest = timestamps.newest_size
                      ? Json::object({{"size", *timestamps.newest_size},
                                      {"time", to_rfc3339(*timestamps.newest_time)}})
                      : Json{};
    return Json::object(
        {{"count", timestamps.count}, {"judged", judged}, {"newest", std::move(newest)}});
}

Json json_of(const NumberTotals& numbers) {
    return Json::object(
        {{"live", numbers.live}, {"reserved", numbers.reserved}, {"voided", numbers.voided}});
}

Json json_of(const ContentTotals& content) {
    return Json::object({{"checked", content.checked}, {"bytes", content.bytes}});
}

Result<Json> examine(sql::Transaction& tx, const Agency& agency, const BlobStore& blobs,
                     const FsckScope& scope) {
    Findings findings;
    MOHUR_TRY(const auto streams, check_streams(tx, findings));
    MOHUR_TRY(const auto log, check_log(tx, findings));
    MOHUR_TRY(const auto timestamps, check_timestamps(tx, scope.timestamps, findings));
    MOHUR_TRY(const auto numbers, check_numbers(tx, findings));
    MOHUR_TRY_VOID(check_versions(tx, findings));
    MOHUR_TRY(const auto receptions,
              check_receptions(tx, scope.content ? scope.timestamps : TimestampJudge{}, findings));
    ContentTotals content;
    if (scope.content) {
        MOHUR_TRY(content, check_content(tx, blobs, findings));
    }
    return Json::object({{"agency", to_string(agency.id)},
                         {"code", agency.code},
                         {"ok", findings.none()},
                         {"streams", streams.streams},
                         {"events", streams.events},
                         {"log", json_of(log)},
                         {"timestamps", json_of(timestamps, scope.timestamps != nullptr)},
                         {"receptions", Json::object({{"judged", receptions.judged},
                                                      {"stamped", receptions.stamped}})},
                         {"numbers", json_of(numbers)},
                         {"content", scope.content ? json_of(content) : Json{}},
                         {"defects", findings.told()}});
}

}  // namespace

Result<Json> fsck(const sql::Database& database, const BlobStore& blobs, const FsckScope& scope,
                  Time now) {
    MOHUR_TRY(const auto all,
              database.read(sql::GlobalScope{}, [](sql::Transaction& tx) { return agencies(tx); }));
    bool ok = true;
    Json reports = Json::array();
    for (const auto& agency : all) {
        MOHUR_TRY(auto report, database.snapshot(AgencyScope{agency.id}, [&](sql::Transaction& tx) {
            return examine(tx, agency, blobs, scope);
        }));
        ok = ok && report["ok"].as_bool();
        reports.push(std::move(report));
    }
    return Json::object(
        {{"ok", ok}, {"checked_at", to_rfc3339(now)}, {"agencies", std::move(reports)}});
}

}  // namespace mohur::documents
