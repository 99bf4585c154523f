import { defineOpenAIChatKit } from './host/define-openai-chatkit';

// Bundles are also evaluated on servers by accident: there the import must do nothing rather than throw.
if (typeof customElements !== 'undefined') defineOpenAIChatKit();
