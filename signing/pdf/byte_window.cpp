// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pdf/byte_window_internal.h"

#include <algorithm>

namespace mohur::signing::pdf {
namespace {

constexpr std::uint64_t kBlock = 16'384;
// Scans also run backwards, so that the block begins a little before what was asked for.
constexpr std::uint64_t kBefore = 1'024;

}  // namespace

bool ByteWindow::matches(std::uint64_t position, std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (at(position + i) != static_cast<unsigned char>(text[i])) {
            return false;
        }
    }
    return true;
}

int ByteWindow::fetch(std::uint64_t position) {
    if (position >= end_) {
        return kEnd;
    }
    start_ = position - std::min(position, kBefore);
    block_.resize(static_cast<std::size_t>(std::min(kBlock, end_ - start_)));
    std::size_t done = 0;
    while (done < block_.size()) {
        const auto got = source_.read_at(start_ + done, std::span{block_}.subspan(done));
        if (!got || *got == 0) {
            break;
        }
        done += *got;
    }
    block_.resize(done);
    const auto index = static_cast<std::size_t>(position - start_);
    return index < block_.size() ? block_[index] : kEnd;
}

}  // namespace mohur::signing::pdf
