(method name: (_) @name) @definition.function
(singleton_method name: (_) @name) @definition.function
(class name: (_) @name) @definition.class
(module name: (_) @name) @definition.trait
(assignment left: (constant) @name) @definition.constant

((call method: (identifier) @callee arguments: (argument_list (string (string_content) @source))) @import
  (#any-of? @callee "require" "require_relative" "load"))

[(identifier) (constant)] @reference
