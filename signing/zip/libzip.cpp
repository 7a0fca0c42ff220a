// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/zip/libzip_internal.h"

#include <algorithm>
#include <cerrno>

namespace mohur::signing::zip {
namespace {

constexpr zip_int64_t kReadable = ZIP_SOURCE_MAKE_COMMAND_BITMASK(ZIP_SOURCE_OPEN) |
                                  ZIP_SOURCE_MAKE_COMMAND_BITMASK(ZIP_SOURCE_READ) |
                                  ZIP_SOURCE_MAKE_COMMAND_BITMASK(ZIP_SOURCE_CLOSE) |
                                  ZIP_SOURCE_MAKE_COMMAND_BITMASK(ZIP_SOURCE_STAT) |
                                  ZIP_SOURCE_MAKE_COMMAND_BITMASK(ZIP_SOURCE_ERROR) |
                                  ZIP_SOURCE_MAKE_COMMAND_BITMASK(ZIP_SOURCE_FREE) |
                                  ZIP_SOURCE_MAKE_COMMAND_BITMASK(ZIP_SOURCE_SEEK) |
                                  ZIP_SOURCE_MAKE_COMMAND_BITMASK(ZIP_SOURCE_TELL) |
                                  ZIP_SOURCE_MAKE_COMMAND_BITMASK(ZIP_SOURCE_SUPPORTS);
constexpr zip_int64_t kWritable = ZIP_SOURCE_MAKE_COMMAND_BITMASK(ZIP_SOURCE_BEGIN_WRITE) |
                                  ZIP_SOURCE_MAKE_COMMAND_BITMASK(ZIP_SOURCE_COMMIT_WRITE) |
                                  ZIP_SOURCE_MAKE_COMMAND_BITMASK(ZIP_SOURCE_ROLLBACK_WRITE) |
                                  ZIP_SOURCE_MAKE_COMMAND_BITMASK(ZIP_SOURCE_WRITE) |
                                  ZIP_SOURCE_MAKE_COMMAND_BITMASK(ZIP_SOURCE_SEEK_WRITE) |
                                  ZIP_SOURCE_MAKE_COMMAND_BITMASK(ZIP_SOURCE_TELL_WRITE) |
                                  ZIP_SOURCE_MAKE_COMMAND_BITMASK(ZIP_SOURCE_REMOVE);

/// What libzip's callback works on; freed by ZIP_SOURCE_FREE.
struct Stream {
    std::shared_ptr<const ByteSource> bytes;
    ByteTarget* target;
    std::uint64_t read_at = 0;
    std::uint64_t write_at = 0;
    std::uint64_t written = 0;
    zip_error_t error{};

    zip_int64_t fail(int code) {
        zip_error_set(&error, code, EIO);
        return -1;
    }

    zip_int64_t read(void* data, zip_uint64_t length) {
        const std::span out{static_cast<std::uint8_t*>(data), static_cast<std::size_t>(length)};
        std::size_t done = 0;
        while (done < out.size()) {  // a short read would look like the end of the file
            const auto got = bytes->read_at(read_at, out.subspan(done));
            if (!got) {
                return fail(ZIP_ER_READ);
            }
            if (*got == 0) {
                break;
            }
            done += *got;
            read_at += *got;
        }
        return static_cast<zip_int64_t>(done);
    }

    zip_int64_t write(const void* data, zip_uint64_t length) {
        const BytesView in{static_cast<const std::uint8_t*>(data),
                           static_cast<std::size_t>(length)};
        if (!target->write_at(write_at, in)) {
            return fail(ZIP_ER_WRITE);
        }
        write_at += length;
        written = std::max(written, write_at);
        return static_cast<zip_int64_t>(length);
    }

    zip_int64_t seek(void* data, zip_uint64_t length, std::uint64_t& position, std::uint64_t end) {
        const auto to = zip_source_seek_compute_offset(position, end, data, length, &error);
        if (to < 0) {
            return -1;
        }
        position = static_cast<std::uint64_t>(to);
        return 0;
    }

    zip_int64_t stat(void* data, zip_uint64_t length) const {
        if (length < sizeof(zip_stat_t)) {
            return -1;
        }
        auto* out = static_cast<zip_stat_t*>(data);
        zip_stat_init(out);
        out->size = bytes->size();
        out->valid |= ZIP_STAT_SIZE;
        return sizeof(zip_stat_t);
    }
};

zip_int64_t serve(void* user, void* data, zip_uint64_t length, zip_source_cmd_t command) {
    auto* stream = static_cast<Stream*>(user);
    switch (command) {
        case ZIP_SOURCE_OPEN: stream->read_at = 0; return 0;
        case ZIP_SOURCE_READ: return stream->read(data, length);
        case ZIP_SOURCE_CLOSE: return 0;
        case ZIP_SOURCE_STAT: return stream->stat(data, length);
        case ZIP_SOURCE_ERROR: return zip_error_to_data(&stream->error, data, length);
        case ZIP_SOURCE_FREE: delete stream; return 0;
        case ZIP_SOURCE_SEEK:
            return stream->seek(data, length, stream->read_at, stream->bytes->size());
        case ZIP_SOURCE_TELL: return static_cast<zip_int64_t>(stream->read_at);
        case ZIP_SOURCE_SUPPORTS:
            return stream->target == nullptr ? kReadable : kReadable | kWritable;
        case ZIP_SOURCE_BEGIN_WRITE: stream->write_at = stream->written = 0; return 0;
        case ZIP_SOURCE_WRITE: return stream->write(data, length);
        case ZIP_SOURCE_SEEK_WRITE:
            return stream->seek(data, length, stream->write_at, stream->written);
        case ZIP_SOURCE_TELL_WRITE: return static_cast<zip_int64_t>(stream->write_at);
        case ZIP_SOURCE_COMMIT_WRITE:
        case ZIP_SOURCE_ROLLBACK_WRITE:
        case ZIP_SOURCE_REMOVE: return 0;
        default: return stream->fail(ZIP_ER_OPNOTSUPP);
    }
}

}  // namespace

Error translate(const zip_error_t& error) {
    zip_error_t copy = error;
    const std::string text{zip_error_strerror(&copy)};
    const int code = error.zip_err;
    zip_error_fini(&copy);
    if (code == ZIP_ER_WRITE) {
        return Error::unavailable("file-write-failed", text);
    }
    if (code == ZIP_ER_MEMORY) {
        return Error::internal("out-of-memory", text);
    }
    return Error::malformed("zip-invalid", text);
}

Error last_error(zip_t* archive) {
    return translate(*zip_get_error(archive));
}

Result<zip_source_t*> make_source(std::shared_ptr<const ByteSource> bytes, ByteTarget* target) {
    auto stream = std::make_unique<Stream>(Stream{std::move(bytes), target});
    zip_error_init(&stream->error);
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_function_create(serve, stream.get(), &error);
    if (source == nullptr) {
        return translate(error);
    }
    static_cast<void>(stream.release());
    return source;
}

}  // namespace mohur::signing::zip
