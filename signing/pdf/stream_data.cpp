// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pdf/stream_data_internal.h"

#include <qpdf/Pl_Flate.hh>

#include <cstdlib>
#include <stdexcept>

namespace mohur::signing::pdf {
namespace {

struct OverLimit : std::runtime_error {
    OverLimit() : std::runtime_error{"limit"} {}
};

/// Collects what the inflater writes, up to a limit.
class BoundedSink final : public Pipeline {
public:
    BoundedSink(Bytes& out, std::size_t limit)
        : Pipeline{"sink", nullptr}, out_{out}, limit_{limit} {}
    void write(unsigned char const* data, std::size_t length) override {
        if (length > limit_ - out_.size()) {
            throw OverLimit{};
        }
        out_.insert(out_.end(), data, data + length);
    }
    void finish() override {}

private:
    Bytes& out_;
    std::size_t limit_;
};

Result<Bytes> inflate(BytesView encoded, std::size_t limit) {
    Bytes out;
    try {
        bool damaged = false;
        BoundedSink sink{out, limit};
        Pl_Flate inflater{"inflate", &sink, Pl_Flate::a_inflate};
        inflater.setWarnCallback([&](char const*, int) { damaged = true; });
        inflater.write(encoded.data(), encoded.size());
        inflater.finish();
        if (damaged) {
            return Error::malformed("pdf-damaged", "deflated data are cut off");
        }
    } catch (const OverLimit&) {
        return Error::too_large("limit-exceeded", "pdf-stream");
    } catch (const std::exception& failure) {
        return Error::malformed("pdf-damaged", failure.what());
    }
    return out;
}

std::uint8_t paeth(int left, int up, int corner) {
    const int estimate = left + up - corner;
    const int to_left = std::abs(estimate - left);
    const int to_up = std::abs(estimate - up);
    const int to_corner = std::abs(estimate - corner);
    const int best = to_left <= to_up && to_left <= to_corner ? left
                     : to_up <= to_corner                     ? up
                                                              : corner;
    return static_cast<std::uint8_t>(best);
}

/// Undoes the filter of one PNG row in place (RFC 2083 clause 6); `step` octets make a pixel.
bool undo_row(std::uint8_t filter, std::span<std::uint8_t> row, BytesView above, std::size_t step) {
    if (filter > 4) {
        return false;
    }
    for (std::size_t i = 0; i < row.size(); ++i) {
        const int left = i >= step ? row[i - step] : 0;
        const int up = above.empty() ? 0 : above[i];
        const int corner = i >= step && !above.empty() ? above[i - step] : 0;
        const int add = filter == 1   ? left
                        : filter == 2 ? up
                        : filter == 3 ? (left + up) / 2
                        : filter == 4 ? paeth(left, up, corner)
                                      : 0;
        row[i] = static_cast<std::uint8_t>(row[i] + add);
    }
    return true;
}

Result<Bytes> undo_png(BytesView data, std::size_t columns, std::size_t step) {
    Bytes out;
    out.reserve(data.size());
    while (!data.empty()) {
        if (data.size() < columns + 1) {
            return Error::malformed("pdf-damaged", "predictor row is cut off");
        }
        const std::size_t start = out.size();
        append(out, data.subspan(1, columns));
        const BytesView above =
            start == 0 ? BytesView{} : BytesView{out}.subspan(start - columns, columns);
        if (!undo_row(data[0], std::span{out}.subspan(start), above, step)) {
            return Error::malformed("pdf-damaged", "unknown predictor");
        }
        data = data.subspan(columns + 1);
    }
    return out;
}

std::int64_t parameter(const Dictionary* parameters, std::string_view key, std::int64_t fallback) {
    const Object* value = parameters == nullptr ? nullptr : parameters->find(key);
    return value == nullptr ? fallback : value->integer().value_or(-1);
}

Result<Bytes> undo_predictor(Bytes data, const Dictionary* parameters) {
    const auto predictor = parameter(parameters, "Predictor", 1);
    if (predictor == 1) {
        return data;
    }
    const auto columns = parameter(parameters, "Columns", 1);
    const auto colors = parameter(parameters, "Colors", 1);
    const auto bits = parameter(parameters, "BitsPerComponent", 8);
    if (predictor < 10 || predictor > 15 || columns < 1 || columns > 1'000'000 || colors < 1 ||
        colors > 32 || bits != 8) {
        return Error::unsupported("pdf-filter", "predictor " + std::to_string(predictor));
    }
    return undo_png(data, static_cast<std::size_t>(columns * colors),
                    static_cast<std::size_t>(colors));
}

/// The only element of a one-element array, or the object itself.
const Object* single(const Object* object) {
    if (object == nullptr || object->array() == nullptr) {
        return object;
    }
    return object->array()->size() == 1 ? &object->array()->front() : nullptr;
}

}  // namespace

Result<Bytes> decode_stream(const Dictionary& dictionary, BytesView encoded, std::size_t limit) {
    const Object* filters = dictionary.find("Filter");
    const bool none =
        filters == nullptr || (filters->array() != nullptr && filters->array()->empty());
    if (none) {
        if (encoded.size() > limit) {
            return Error::too_large("limit-exceeded", "pdf-stream");
        }
        return to_bytes(encoded);
    }
    const Object* filter = single(filters);
    if (filter == nullptr || !(filter->is_name("FlateDecode") || filter->is_name("Fl"))) {
        return Error::unsupported("pdf-filter", to_syntax(*filters));
    }
    const Object* parameters = single(dictionary.find("DecodeParms"));
    MOHUR_TRY(auto inflated, inflate(encoded, limit));
    return undo_predictor(std::move(inflated),
                          parameters == nullptr ? nullptr : parameters->dictionary());
}

}  // namespace mohur::signing::pdf
