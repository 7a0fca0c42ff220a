// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/http/form.h"

#include "server/http/spool_file.h"

#include <array>
#include <istream>
#include <streambuf>

#include <Poco/Exception.h>
#include <Poco/Net/MessageHeader.h>
#include <Poco/Net/MultipartReader.h>
#include <Poco/Net/NameValueCollection.h>

namespace mohur::server {
namespace {

constexpr std::size_t kMaxFields = 32;
constexpr std::uint64_t kMaxFieldBytes = 4'096;

/// A byte source as a stream that Poco can read from front to back.
class SourceBuffer final : public std::streambuf {
public:
    explicit SourceBuffer(const ByteSource& source) : source_{source} {}

protected:
    int_type underflow() override {
        const auto got = source_.read_at(
            offset_, std::span{reinterpret_cast<std::uint8_t*>(piece_.data()), piece_.size()});
        if (!got || *got == 0) {
            return traits_type::eof();
        }
        offset_ += *got;
        setg(piece_.data(), piece_.data(), piece_.data() + *got);
        return traits_type::to_int_type(*gptr());
    }

private:
    const ByteSource& source_;
    std::uint64_t offset_ = 0;
    std::array<char, 16U << 10U> piece_{};
};

Result<std::string> read_field(std::istream& part) {
    std::string value;
    for (char c = 0; part.get(c);) {
        if (value.size() >= kMaxFieldBytes) {
            return Error::too_large("body-too-large", "form field");
        }
        value.push_back(c);
    }
    return value;
}

Result<std::shared_ptr<const ByteSource>> read_file(std::istream& part,
                                                    const std::filesystem::path& spool) {
    MOHUR_TRY(auto file, SpoolFile::create(spool));
    std::array<char, 16U << 10U> piece{};
    while (part.read(piece.data(), piece.size()) || part.gcount() > 0) {
        const auto count = static_cast<std::size_t>(part.gcount());
        MOHUR_TRY_VOID(file.write(as_bytes(std::string_view{piece.data(), count})));
    }
    return std::move(file).finish();
}

Result<void> read_part(const Poco::Net::MessageHeader& header, std::istream& part,
                       const std::filesystem::path& spool, Form& form) {
    std::string disposition;
    Poco::Net::NameValueCollection attributes;
    Poco::Net::MessageHeader::splitParameters(header.get("Content-Disposition", ""), disposition,
                                              attributes);
    const auto name = attributes.get("name", "");
    if (disposition != "form-data" || name.empty()) {
        return Error::malformed("form-invalid", "part without name");
    }
    if (!attributes.has("filename")) {
        MOHUR_TRY(form.fields[name], read_field(part));
        return {};
    }
    MOHUR_TRY(auto file, read_file(part, spool));
    if (!attributes.get("filename").empty()) {
        form.file_name = attributes.get("filename");
        form.file = std::move(file);
    }
    return {};
}

Result<Form> read_multipart(Request& request, const std::string& boundary,
                            const std::filesystem::path& spool, std::uint64_t limit) {
    MOHUR_TRY(const auto body, request.spooled_body(spool, limit));
    SourceBuffer buffer{*body};
    std::istream stream{&buffer};
    Form form;
    try {
        Poco::Net::MultipartReader reader{stream, boundary};
        for (std::size_t parts = 0; reader.hasNextPart(); ++parts) {
            if (parts >= kMaxFields) {
                return Error::malformed("form-invalid", "too many parts");
            }
            Poco::Net::MessageHeader header;
            reader.nextPart(header);
            MOHUR_TRY_VOID(read_part(header, reader.stream(), spool, form));
        }
    } catch (const Poco::Exception& e) { return Error::malformed("form-invalid", e.displayText()); }
    return form;
}

Result<Form> read_urlencoded(Request& request) {
    MOHUR_TRY(const auto text, request.text_body(kMaxFieldBytes * 4));
    MOHUR_TRY(const auto items, decode_form(text));
    Form form;
    for (const auto& [name, value] : items) {
        form.fields[name] = value;
    }
    return form;
}

}  // namespace

const std::string& Form::field(std::string_view name) const {
    static const std::string none;
    const auto found = fields.find(name);
    return found != fields.end() ? found->second : none;
}

Result<Form> read_form(Request& request, const std::filesystem::path& spool, std::uint64_t limit) {
    const auto type = request.header("Content-Type").value_or("");
    std::string media;
    Poco::Net::NameValueCollection attributes;
    Poco::Net::MessageHeader::splitParameters(type, media, attributes);
    if (media == "application/x-www-form-urlencoded") {
        return read_urlencoded(request);
    }
    if (media != "multipart/form-data") {
        return Error::unsupported("media-type", type);
    }
    const auto boundary = attributes.get("boundary", "");
    if (boundary.empty() || boundary.size() > 70) {
        return Error::malformed("form-invalid", "boundary");
    }
    return read_multipart(request, boundary, spool, limit);
}

}  // namespace mohur::server
