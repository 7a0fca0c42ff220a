// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/byte_source.h"

#include <map>
#include <string>

namespace mohur::testing {

/// Writes small PDFs and updates octet by octet, so that tests decide every detail of a file.
class PdfBuilder {
public:
    enum class Xref { table, stream };

    explicit PdfBuilder(Xref kind = Xref::table, const std::string& version = "1.7") : kind_{kind} {
        text_ = "%PDF-" + version + "\n%\xE2\xE3\xCF\xD3\n";
    }
    /// Goes on behind `file`, whose newest cross-reference section is at `previous`.
    PdfBuilder(const Bytes& file, std::uint64_t previous, Xref kind = Xref::table)
        : kind_{kind}, text_{as_text(file)}, previous_{previous} {}

    PdfBuilder& object(unsigned number, const std::string& body) {
        offsets_[number] = text_.size();
        text_ += std::to_string(number) + " 0 obj\n" + body + "\nendobj\n";
        return *this;
    }
    PdfBuilder& stream(unsigned number, const std::string& entries, const std::string& data) {
        return object(number, "<< " + entries + " /Length " + std::to_string(data.size()) +
                                  " >>\nstream\n" + data + "\nendstream");
    }
    PdfBuilder& raw(const std::string& octets) {
        text_ += octets;
        return *this;
    }
    /// Lists an object at an offset that the test chooses; 0 marks it free.
    PdfBuilder& entry(unsigned number, std::uint64_t offset) {
        offsets_[number] = offset;
        return *this;
    }

    /// Ends the revision; `trailer` is the inside of the trailer dictionary without /Size and
    /// /Prev.
    [[nodiscard]] Bytes finish(const std::string& trailer = "/Root 1 0 R") {
        const unsigned next = offsets_.empty() ? 1U : offsets_.rbegin()->first + 1;
        const unsigned size = kind_ == Xref::table ? next : next + 1;
        xref_ = text_.size();
        std::string dictionary = trailer + " /Size " + std::to_string(size);
        if (previous_ != 0) {
            dictionary += " /Prev " + std::to_string(previous_);
        }
        kind_ == Xref::table ? write_table(dictionary) : write_stream(next, dictionary);
        text_ += "startxref\n" + std::to_string(xref_) + "\n%%EOF\n";
        return to_bytes(as_bytes(text_));
    }
    /// Where an object of the file below an update lies; it is not listed by that.
    PdfBuilder& offset_of(unsigned number, std::uint64_t offset) {
        known_[number] = offset;
        return *this;
    }
    /// Where `finish` put the cross-reference section.
    [[nodiscard]] std::uint64_t xref() const noexcept { return xref_; }
    [[nodiscard]] std::uint64_t offset(unsigned number) const {
        const auto known = known_.find(number);
        return known == known_.end() ? offsets_.at(number) : known->second;
    }
    [[nodiscard]] std::uint64_t size() const noexcept { return text_.size(); }

private:
    static std::string padded(std::uint64_t value, std::size_t width) {
        const auto digits = std::to_string(value);
        return std::string(width - digits.size(), '0') + digits;
    }
    void write_table(const std::string& dictionary) {
        text_ += "xref\n0 1\n0000000000 65535 f \n";
        for (const auto& [number, offset] : offsets_) {
            text_ += std::to_string(number) + " 1\n" + padded(offset, 10) + " 00000 " +
                     (offset == 0 ? 'f' : 'n') + " \n";
        }
        text_ += "trailer\n<< " + dictionary + " >>\n";
    }
    void write_stream(unsigned self, const std::string& dictionary) {
        offsets_[self] = xref_;
        std::string rows;
        std::string index;
        for (const auto& [number, offset] : offsets_) {
            index += std::to_string(number) + " 1 ";
            rows += offset == 0 ? '\0' : '\1';
            for (int shift = 24; shift >= 0; shift -= 8) {
                rows += static_cast<char>((offset >> shift) & 0xFFU);
            }
            rows += std::string(2, '\0');
        }
        text_ += std::to_string(self) + " 0 obj\n<< /Type /XRef " + dictionary +
                 " /W [1 4 2] /Index [" + index + "] /Length " + std::to_string(rows.size()) +
                 " >>\nstream\n" + rows + "\nendstream\nendobj\n";
        offsets_.erase(self);
    }

    Xref kind_;
    std::string text_;
    std::uint64_t previous_ = 0;
    std::uint64_t xref_ = 0;
    std::map<unsigned, std::uint64_t> offsets_;
    std::map<unsigned, std::uint64_t> known_;
};

/// Catalog 1, pages 2, one empty page 3, its content 4; `catalog` and `page` are further entries.
inline PdfBuilder one_page(PdfBuilder::Xref kind = PdfBuilder::Xref::table,
                           const std::string& version = "1.7", const std::string& catalog = "",
                           const std::string& page = "") {
    PdfBuilder builder{kind, version};
    builder.object(1, "<< /Type /Catalog /Pages 2 0 R " + catalog + " >>")
        .object(2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
        .object(3,
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources "
                "<< >> " +
                    page + " >>")
        .stream(4, "", "0 0 m 100 100 l S");
    return builder;
}

}  // namespace mohur::testing
