puts 'never printed'
x = = 1 # the error
