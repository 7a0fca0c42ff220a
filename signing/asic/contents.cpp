// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/asic/contents.h"

#include "signing/asic/layout_internal.h"

namespace mohur::signing::asic {
namespace {

/// Appends to a target.
class TargetSink final : public ByteSink {
public:
    explicit TargetSink(ByteTarget& target) : target_{target} {}
    Result<void> write(BytesView bytes) override {
        MOHUR_TRY_VOID(target_.write_at(written_, bytes));
        written_ += bytes.size();
        return {};
    }
    [[nodiscard]] std::uint64_t written() const noexcept { return written_; }

private:
    ByteTarget& target_;
    std::uint64_t written_ = 0;
};

}  // namespace

Result<std::vector<ExtractedFile>> extract_data(std::shared_ptr<const ByteSource> file,
                                                ByteTarget& target, const Limits& limits) {
    MOHUR_TRY(const auto archive, zip::ArchiveReader::open(std::move(file), limits));
    MOHUR_TRY(const auto layout, read_layout(archive, limits));
    TargetSink sink{target};
    std::vector<ExtractedFile> files;
    for (const auto* entry : layout.data) {
        const auto offset = sink.written();
        MOHUR_TRY_VOID(archive.read(*entry, sink));
        files.push_back({entry->name, offset, sink.written() - offset});
    }
    return files;
}

}  // namespace mohur::signing::asic
