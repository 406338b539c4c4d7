// The team: the link that is shown once is whole. Where the server doesn't know its own address, the page does.

document.body.addEventListener("htmx:afterSettle", () => {
  const link = document.getElementById("link");
  if (link instanceof HTMLInputElement && link.value.startsWith("/")) link.value = window.location.origin + link.value;
});
