require "set"
require_relative 'lib/helper'

module Shop
  LIMIT = 10

  # An order.
  class Order < Base
    attr_reader :id

    # Adds.
    def add(line)
      lines.push(line)
    end

    def self.build(id)
      new(id)
    end
  end
end
