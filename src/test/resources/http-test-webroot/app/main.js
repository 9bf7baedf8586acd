import { h } from 'preact'; import { api } from 'app/api'; api(h);
