using Microsoft.AspNetCore.Http;

namespace Stvg.Api;

/// <summary>Pages of somebody else behind this server's door: for administrators, and read only.</summary>
/// <param name="Path">Where they are ("/dashboard").</param>
/// <param name="Handle">Answers; the path that it sees begins after <paramref name="Path"/>.</param>
public sealed record ApiMount(string Path, RequestDelegate Handle);
