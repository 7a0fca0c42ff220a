// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/handle.h"

#include <cairo-pdf.h>
#include <cairo.h>
#include <pango/pangocairo.h>

namespace mohur::templates {

using AttributeListPtr = Handle<PangoAttrList, pango_attr_list_unref>;
using CairoPtr = Handle<cairo_t, cairo_destroy>;
using ContextPtr = Handle<PangoContext, g_object_unref>;
using FontDescriptionPtr = Handle<PangoFontDescription, pango_font_description_free>;
using FontOptionsPtr = Handle<cairo_font_options_t, cairo_font_options_destroy>;
using FontPtr = Handle<PangoFont, g_object_unref>;
using LayoutIteratorPtr = Handle<PangoLayoutIter, pango_layout_iter_free>;
using SurfacePtr = Handle<cairo_surface_t, cairo_surface_destroy>;
using TextPtr = Handle<char, g_free>;

}  // namespace mohur::templates
