export const Button = ({ label }: Props) => <button onClick={press}>{label}</button>;
