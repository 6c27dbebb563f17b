(function_definition name: (word) @name) @definition.function
(program (variable_assignment name: (variable_name) @name) @definition.variable)

((command name: (command_name (word) @callee) argument: (_) @source) @import
  (#any-of? @callee "source" "."))

(command_name (word) @reference)
(variable_name) @reference
