export declare function schemaObjections(content: { manifest: object; localisations: Record<string, object> }): string[];
