// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/zip/archive_writer.h"

#include "signing/core/az_text.h"
#include "signing/zip/libzip_internal.h"
#include "signing/zip/names_internal.h"

#include <algorithm>
#include <chrono>

namespace mohur::signing::zip {
namespace {

struct DosTime {
    zip_uint16_t time = 0;
    zip_uint16_t date = 0;
};

/// MS-DOS date and time (APPNOTE 4.4.6) of a UTC moment: the archive says the same on every host.
DosTime dos_time(Time moment) {
    using namespace std::chrono;
    constexpr Time kFirst = sys_days{year{1980} / January / 1};
    constexpr Time kLast = sys_days{year{2107} / December / 31};
    const Time clamped = std::clamp(moment, kFirst, kLast);
    const auto day = floor<days>(clamped);
    const year_month_day date{day};
    const hh_mm_ss clock{floor<seconds>(clamped - day)};
    const auto part = [](auto value) { return static_cast<unsigned>(value); };
    return {static_cast<zip_uint16_t>(part(clock.hours().count()) << 11U |
                                      part(clock.minutes().count()) << 5U |
                                      part(clock.seconds().count()) / 2),
            static_cast<zip_uint16_t>((part(static_cast<int>(date.year())) - 1980U) << 9U |
                                      part(date.month()) << 5U | part(date.day()))};
}

/// libzip asks to read before it writes; a new archive starts from nothing.
Result<ZipPtr> open_for_writing(std::shared_ptr<const ByteSource> base, ByteTarget& target,
                                int flags) {
    MOHUR_TRY(zip_source_t * source, make_source(std::move(base), &target));
    zip_error_t error;
    zip_error_init(&error);
    ZipPtr archive{zip_open_from_source(source, flags, &error)};
    if (!archive) {
        zip_source_free(source);
        return translate(error);
    }
    return archive;
}

Result<void> set_form(zip_t* archive, zip_uint64_t at, bool deflate, DosTime modified) {
    const auto method = deflate ? ZIP_CM_DEFLATE : ZIP_CM_STORE;
    if (zip_set_file_compression(archive, at, method, 0) != 0 ||
        zip_file_set_dostime(archive, at, modified.time, modified.date, 0) != 0) {
        return last_error(archive);
    }
    return {};
}

/// libzip's errors, with one of ours for a name that is taken.
Error name_error(zip_t* archive, const std::string& name) {
    return zip_get_error(archive)->zip_err == ZIP_ER_EXISTS
               ? Error::conflict("zip-duplicate-name", name)
               : last_error(archive);
}

Result<void> add(zip_t* archive, const NewEntry& entry, DosTime modified) {
    MOHUR_TRY_VOID(check_entry_name(entry.name));
    MOHUR_TRY(zip_source_t * source, make_source(entry.bytes));
    const auto index = zip_file_add(archive, entry.name.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
        zip_source_free(source);
        return name_error(archive, entry.name);
    }
    return set_form(archive, static_cast<zip_uint64_t>(index), entry.deflate, modified);
}

Result<zip_uint64_t> find(zip_t* archive, const std::string& name) {
    const auto index = zip_name_locate(archive, name.c_str(), ZIP_FL_ENC_GUESS);
    if (index < 0) {
        return Error::not_found("zip-entry-missing", name);
    }
    return static_cast<zip_uint64_t>(index);
}

Result<void> replace(zip_t* archive, const std::string& name,
                     const std::shared_ptr<const ByteSource>& bytes, DosTime modified) {
    MOHUR_TRY(const auto index, find(archive, name));
    MOHUR_TRY(zip_source_t * source, make_source(bytes));
    if (zip_file_replace(archive, index, source, 0) != 0) {
        zip_source_free(source);
        return last_error(archive);
    }
    return set_form(archive, index, true, modified);
}

Result<void> rename(zip_t* archive, const std::string& from, const std::string& to) {
    MOHUR_TRY_VOID(check_entry_name(to));
    MOHUR_TRY(const auto index, find(archive, from));
    return zip_file_rename(archive, index, to.c_str(), ZIP_FL_ENC_UTF_8) == 0
               ? Result<void>{}
               : Result<void>{name_error(archive, to)};
}

Result<void> close(ZipPtr archive) {
    if (zip_close(archive.get()) != 0) {
        return last_error(archive.get());
    }
    static_cast<void>(archive.release());  // zip_close freed it
    return {};
}

}  // namespace

Result<void> check_entry_name(std::string_view name) {
    MOHUR_TRY_VOID(entry_name(as_bytes(name)));
    return is_valid_utf8(name) ? Result<void>{} : Result<void>{Error::malformed("zip-name")};
}

Result<void> write_archive(ByteTarget& target, std::string_view mimetype,
                           const std::vector<NewEntry>& entries, Time modified) {
    std::vector<NewEntry> all{
        {"mimetype", std::make_shared<MemorySource>(to_bytes(as_bytes(mimetype))), false}};
    all.insert(all.end(), entries.begin(), entries.end());
    return write_entries(target, all, modified);
}

Result<void> write_entries(ByteTarget& target, const std::vector<NewEntry>& entries,
                           Time modified) {
    MOHUR_TRY(auto archive,
              open_for_writing(std::make_shared<MemorySource>(Bytes{}), target, ZIP_TRUNCATE));
    for (const auto& entry : entries) {
        MOHUR_TRY_VOID(add(archive.get(), entry, dos_time(modified)));
    }
    return close(std::move(archive));
}

Result<void> change_archive(ByteTarget& target, std::shared_ptr<const ByteSource> base,
                            const ArchiveChanges& changes, Time modified) {
    MOHUR_TRY(auto archive, open_for_writing(std::move(base), target, ZIP_CHECKCONS));
    for (const auto& [name, bytes] : changes.replaced) {
        MOHUR_TRY_VOID(replace(archive.get(), name, bytes, dos_time(modified)));
    }
    for (const auto& [from, to] : changes.renamed) {
        MOHUR_TRY_VOID(rename(archive.get(), from, to));
    }
    for (const auto& entry : changes.added) {
        MOHUR_TRY_VOID(add(archive.get(), entry, dos_time(modified)));
    }
    return close(std::move(archive));
}

Result<void> append_to_archive(ByteTarget& target, std::shared_ptr<const ByteSource> base,
                               const std::vector<NewEntry>& entries, Time modified) {
    return change_archive(target, std::move(base), {.added = entries}, modified);
}

}  // namespace mohur::signing::zip
