using System.Text;
using System.Text.RegularExpressions;
using Stvg.Tests;

namespace Stvg.Api.Tests;

/// <summary>The examples of docs/api.md work as they stand, one after the other.</summary>
public sealed partial class DocumentationTests
{
    [Fact]
    public async Task Every_curl_command_of_the_docs_is_answered()
    {
        await using var site = await Site.StartAsync();
        var (_, secret) = await site.Service.System.AddKeyAsync("reader", Core.Services.Role.Admin, Site.Ct);
        var commands = Commands(await File.ReadAllTextAsync(Path.Combine(TestData.RepositoryRoot, "docs", "api.md"), Site.Ct)).ToList();
        Assert.True(commands.Count > 15, $"only {commands.Count} commands were found");
        foreach (var command in commands)
        {
            using var request = Request(command, secret);
            // The alert stream has no end: its status is enough.
            using var response = await site.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Site.Ct);
            Assert.True(response.IsSuccessStatusCode, $"{command}: {response.StatusCode}");
        }
    }

    private static IEnumerable<string> Commands(string markdown) =>
        from Match block in ShellBlock().Matches(markdown)
        from command in Regex.Split(block.Groups["text"].Value, "^(?=curl )", RegexOptions.Multiline)
        where command.Length > 0
        select command.Trim();

    /// <summary>What curl would send; of its options only those that the docs use.</summary>
    private static HttpRequestMessage Request(string command, string secret)
    {
        var words = Words(command);
        var request = new HttpRequestMessage(HttpMethod.Get, "/");
        for (var i = 1; i < words.Count; i++)
        {
            switch (words[i])
            {
                case "-X":
                    request.Method = new HttpMethod(words[++i]);
                    break;
                case "--json":
                    if (request.Method == HttpMethod.Get) request.Method = HttpMethod.Post;
                    request.Content = Site.Json(words[++i]);
                    break;
                case "-H":
                    var parts = words[++i].Split(": ");
                    request.Headers.TryAddWithoutValidation(parts[0], parts[1].Replace("stvg_…", secret, StringComparison.Ordinal));
                    break;
                case "-o":
                    i++;
                    break;
                case "-N":
                    break;
                default:
                    request.RequestUri = new Uri(new Uri(words[i]).PathAndQuery, UriKind.Relative);
                    break;
            }
        }

        return request;
    }

    // Words as a shell splits them: at spaces outside of single quotes.
    private static List<string> Words(string command)
    {
        var (words, word, quoted) = (new List<string>(), new StringBuilder(), false);
        foreach (var c in command + " ")
        {
            if (c == '\'') quoted = !quoted;
            else if (quoted || !char.IsWhiteSpace(c)) word.Append(c);
            else if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }

        return words;
    }

    [GeneratedRegex("^```sh\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex ShellBlock();
}
