// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
import './generated/fonts/fonts.css';
import 'bootstrap/dist/css/bootstrap.min.css';
import './tokens.css';
import { mount } from 'svelte';
import App from './App.svelte';

const target = document.getElementById('app');
if (!target) throw new Error('no #app in index.html');
mount(App, { target });
