// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pdf/qpdf_internal.h"

#include <cstdio>
#include <stdexcept>

namespace mohur::signing::pdf {
namespace {

/// Lets libqpdf read a ByteSource.
class SourceInput final : public InputSource {
public:
    explicit SourceInput(const ByteSource& source) : source_{source} {}

    qpdf_offset_t findAndSkipNextEOL() override {
        char c = 0;
        while (read(&c, 1) == 1) {
            if (c != '\r' && c != '\n') {
                continue;
            }
            const qpdf_offset_t found = tell() - 1;
            while (read(&c, 1) == 1) {
                if (c != '\r' && c != '\n') {
                    seek(-1, SEEK_CUR);
                    break;
                }
            }
            return found;
        }
        return tell();
    }
    std::string const& getName() const override { return name_; }
    qpdf_offset_t tell() override { return position_; }
    void seek(qpdf_offset_t offset, int whence) override {
        const auto size = static_cast<qpdf_offset_t>(source_.size());
        position_ = whence == SEEK_SET   ? offset
                    : whence == SEEK_CUR ? position_ + offset
                                         : size + offset;
        if (position_ < 0) {
            throw std::runtime_error{"seek before the start"};
        }
    }
    void rewind() override { position_ = 0; }
    size_t read(char* octets, size_t length) override {
        setLastOffset(position_);
        const std::span<std::uint8_t> out{reinterpret_cast<std::uint8_t*>(octets), length};
        std::size_t done = 0;
        while (done < length) {
            const auto got =
                source_.read_at(static_cast<std::uint64_t>(position_), out.subspan(done));
            if (!got) {
                throw std::runtime_error{got.error().reason};
            }
            if (*got == 0) {
                break;
            }
            done += *got;
            position_ += static_cast<qpdf_offset_t>(*got);
        }
        return done;
    }
    void unreadCh(char) override { seek(-1, SEEK_CUR); }

private:
    const ByteSource& source_;
    std::string name_ = "input";
    qpdf_offset_t position_ = 0;
};

}  // namespace

std::unique_ptr<QPDF> open_qpdf(const ByteSource& source, bool repair) {
    auto qpdf = std::make_unique<QPDF>();
    qpdf->setSuppressWarnings(true);
    qpdf->setAttemptRecovery(repair);
    qpdf->processInputSource(std::make_shared<SourceInput>(source));
    return qpdf;
}

}  // namespace mohur::signing::pdf
