/** Un cas: the review. */
export function ReviewPage() {
  return <main className="page" />;
}
