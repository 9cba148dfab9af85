using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Stvg.Api.Console;

/// <summary>
/// The web console: a page and what it is made of, which come with the program. They tell nothing about the site, so no key is asked for;
/// what the page shows it has to ask of the API.
/// </summary>
internal sealed class ConsoleMiddleware(RequestDelegate next)
{
    private const string Index = "index.html";

    private static readonly string[] s_notPages = ["api/", "assets/", "openapi/", "health/"];

    // What the page may do: nothing but what came with it, and nothing of it may be a text that a script made up.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; connect-src 'self'; "
        + "font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

    public Task InvokeAsync(HttpContext http) =>
        http.GetEndpoint() is null && Wanted(http.Request) is { } file ? SendAsync(http, file) : next(http);

    // The console's own addresses (/live/gate-1, /tubes/…) are all one page, which finds its way by itself. Only somebody who wants to
    // read a page gets it: programs still hear of their mistakes.
    private static string? Wanted(HttpRequest request)
    {
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method)) return null;
        var path = request.Path.Value!.TrimStart('/');
        if (ConsoleFile.All.ContainsKey(path)) return path;
        var isPage = request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
            && !s_notPages.Any(begin => path.StartsWith(begin, StringComparison.OrdinalIgnoreCase));
        return isPage && ConsoleFile.All.ContainsKey(Index) ? Index : null;
    }

    private static async Task SendAsync(HttpContext http, string path)
    {
        var file = ConsoleFile.All[path];
        var headers = http.Response.Headers;
        headers.CacheControl = ConsoleFile.IsNamedByContent(path) ? "public, max-age=31536000, immutable" : "no-cache";
        headers.ETag = file.Tag;
        headers.Vary = HeaderNames.AcceptEncoding;
        if (path == Index) headers.ContentSecurityPolicy = Policy;
        if (http.Request.Headers.IfNoneMatch.Contains(file.Tag))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var (content, encoding) = Best(file, http.Request);
        if (encoding is not null) headers.ContentEncoding = encoding;
        http.Response.ContentType = file.MediaType;
        http.Response.ContentLength = content.Length;
        if (!HttpMethods.IsHead(http.Request.Method)) await http.Response.Body.WriteAsync(content, http.RequestAborted);
    }

    private static (byte[] Content, string? Encoding) Best(ConsoleFile file, HttpRequest request)
    {
        var taken = request.GetTypedHeaders().AcceptEncoding;
        if (file.Brotli is { } brotli && Takes(taken, "br")) return (brotli, "br");
        return file.Gzip is { } gzip && Takes(taken, "gzip") ? (gzip, "gzip") : (file.Plain, null);
    }

    private static bool Takes(IList<StringWithQualityHeaderValue> taken, string encoding) =>
        taken.Any(t => t.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase) && t.Quality is null or > 0);
}
