export declare function pageAssets(): { readonly path: string; readonly text: string }[];
