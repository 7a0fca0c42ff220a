# SPDX-FileCopyrightText: 2026 The Möhür contributors
# SPDX-License-Identifier: Apache-2.0
"""What we sign goes to outside judges, what they sign comes to us. See tests/interop/README.md."""
