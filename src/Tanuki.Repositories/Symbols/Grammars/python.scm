(function_definition name: (identifier) @name) @definition.function
(class_definition name: (identifier) @name) @definition.class
(module (expression_statement (assignment left: (identifier) @name) @definition.variable))
(class_definition body: (block (expression_statement (assignment left: (identifier) @name) @definition.field)))
(type_alias_statement left: (type (identifier) @name)) @definition.type

(block . (expression_statement (string) @doc))

(import_statement name: (_) @source) @import
(import_from_statement module_name: (_) @source) @import

(identifier) @reference
