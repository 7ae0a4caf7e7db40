/** One case under review: its answers, and the page that they came from beside them. */
export function ReviewPage() {
  return <main className="page" />;
}
