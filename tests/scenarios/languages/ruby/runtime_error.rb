require 'json'

def fail
  JSON.parse('broken') # the error
end

fail
