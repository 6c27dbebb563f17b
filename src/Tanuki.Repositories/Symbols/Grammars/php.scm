(function_definition name: (name) @name) @definition.function
(class_declaration name: (name) @name) @definition.class
(interface_declaration name: (name) @name) @definition.interface
(trait_declaration name: (name) @name) @definition.trait
(enum_declaration name: (name) @name) @definition.enum
(enum_case name: (name) @name) @definition.constant
(method_declaration name: (name) @name) @definition.method
(property_declaration (property_element (variable_name (name) @name))) @definition.field
(const_declaration (const_element (name) @name)) @definition.constant
(namespace_definition name: (namespace_name) @name body: (_)) @namespace
(namespace_definition name: (namespace_name) @name) @file-scope

(namespace_use_clause (_) @source) @import
(include_expression (_) @source) @import
(include_once_expression (_) @source) @import
(require_expression (_) @source) @import
(require_once_expression (_) @source) @import

(name) @reference
