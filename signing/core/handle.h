// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

namespace mohur {

/// Calls `Free` on a C handle; the function is part of the type, so a handle is one pointer wide.
template <auto Free>
struct HandleDeleter {
    template <class T>
    void operator()(T* pointer) const noexcept {
        static_cast<void>(Free(pointer));
    }
    void operator()(void* pointer) const noexcept
        requires requires(void* p) { Free(p); }
    {
        static_cast<void>(Free(pointer));
    }
};

/// Sole owner of a C handle: `using X509Ptr = Handle<X509, X509_free>;`. Declared in one private
/// header per library.
template <class T, auto Free>
using Handle = std::unique_ptr<T, HandleDeleter<Free>>;

}  // namespace mohur
