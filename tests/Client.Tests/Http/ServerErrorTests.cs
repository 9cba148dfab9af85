using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Stvg.Api.Tests;
using Stvg.Client.Commands;
using Stvg.Client.Http;
using Stvg.Core;

namespace Stvg.Client.Tests.Http;

/// <summary>What goes wrong between a command and its server: one line that helps.</summary>
public sealed class ServerErrorTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Server_that_is_not_there_says_how_to_start_one()
    {
        var free = FreePort();
        CommandLine.AssertRefused(await CommandLine.AskAsync(free, "camera", "list"), $"127.0.0.1:{free.Port}", "stvg serve", "--server");
        CommandLine.AssertRefused(await CommandLine.AskAsync(free, "watch", "a man"), "stvg serve");
        Assert.Contains("stvg serve", await RefusalAsync(free, "alerts", "--follow"));
        Assert.Contains("stvg serve", await RefusalAsync(free, "alerts", "--json"));
    }

    [Fact]
    public async Task Refusal_of_the_server_is_passed_on_word_for_word()
    {
        await using var site = await Site.StartAsync();
        var refused = await CommandLine.AskAsync(site.Address, "camera", "add", "No Id", "x.mp4");
        CommandLine.AssertRefused(refused, "'No Id' is not an id");
        Assert.Contains("there is no camera 'ä b?c'", await RefusalAsync(site.Address, "camera", "show", "ä b?c"));
        Assert.Contains("top is 0", await RefusalAsync(site.Address, "search", "a man", "--top", "0"));
        // One line also where nothing is left on watch.
        CommandLine.AssertRefused(await CommandLine.AskAsync(site.Address, "watch", new string('x', 5000)), "characters");
    }

    [Theory]
    [InlineData("localhost:8080", "http://")]
    [InlineData("ftp://example.com", "http://")]
    [InlineData("http://x/?y", "http://")]
    [InlineData("http://user:secret@127.0.0.1", "--key-file")]
    public async Task Address_that_is_none_is_refused(string address, string advice)
    {
        var message = await RefusalAsync(null, "camera", "list", "--server", address);
        Assert.Contains(advice, message);
        Assert.DoesNotContain("secret", message);
    }

    [Theory]
    [InlineData("http://x", "http://x/")]
    [InlineData("https://x:8443/stvg", "https://x:8443/stvg/")]
    public void Path_of_an_address_is_kept(string address, string expected) =>
        Assert.Equal(expected, ServerAddress.Parse(address).AbsoluteUri);

    [Theory]
    [InlineData("camera add x y --zone door")]
    [InlineData("camera add x y --zone door=1,2;3")]
    [InlineData("camera add x y --mask a,b;c,d")]
    [InlineData("camera add x y --fps fast")]
    [InlineData("camera add x y --pace 1")]
    [InlineData("query add x --threshold NaN")]
    [InlineData("query add x --cooldown soon")]
    [InlineData("query add x --webhook http://x")]
    [InlineData("query add x --webhook-secret-file x")]
    [InlineData("search x --from someday")]
    [InlineData("alerts --after -3")]
    [InlineData("key add x --role 1")]
    [InlineData("key add x --role Admin")]
    [InlineData("tube x --right --wrong")]
    [InlineData("camera snapshot x --out no/such/folder.jpg")]
    public async Task Wrong_call_is_refused_before_anybody_is_asked(string call)
    {
        var message = await RefusalAsync(FreePort(), call.Split(' '));
        Assert.DoesNotContain("stvg serve", message);
        Assert.Contains(call.Contains("--out") ? "no/such/folder.jpg" : call.Split(' ').First(w => w.StartsWith('-')), message);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 13\r\n\r\n<html></html>", "is it a stvg server")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 12\r\n\r\n{\"items\":[{}", "is it a stvg server")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 4\r\n\r\nnull", "is it a stvg server")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"items\":[", "broke off")]
    [InlineData("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n", "502 Bad Gateway")]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: http://other/\r\nContent-Length: 0\r\n\r\n", "http://other/")]
    [InlineData("HTTP/1.1 500 No\r\nContent-Type: application/problem+json\r\nContent-Length: 2\r\n\r\n{}", "500 No")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n", "no stvg server answers")]
    public async Task Something_else_at_the_address_is_told_in_one_line(string answer, string words)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = AnswerAsync(listener, answer);
        using var client = new StvgClient(new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/"));
        var message = (await Assert.ThrowsAsync<ServerException>(() => client.CamerasAsync(Ct))).Message;
        Assert.Contains(words, message);
        Assert.DoesNotContain('\n', message);
        await serving;
    }

    private static async Task<string> RefusalAsync(Uri? server, params string[] args)
    {
        var parsed = CommandTree.Build().Parse(server is null ? args : [.. args, "--server", server.AbsoluteUri]);
        if (parsed.Errors.Count > 0) return parsed.Errors[0].Message;
        var plain = new InvocationConfiguration { EnableDefaultExceptionHandler = false };
        return (await Assert.ThrowsAnyAsync<StvgException>(() => parsed.InvokeAsync(plain, Ct))).Message;
    }

    private static async Task AnswerAsync(TcpListener listener, string answer)
    {
        using var client = await listener.AcceptTcpClientAsync(Ct);
        var stream = client.GetStream();
        await stream.ReadAtLeastAsync(new byte[4096], 16, throwOnEndOfStream: false, Ct);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), Ct);
    }

    private static Uri FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
    }
}
