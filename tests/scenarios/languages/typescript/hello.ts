const name: string = 'hello';
console.log(name);
