console.log('never printed');
const x = = 1; // the error
