using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;
using static Stvg.Architecture.Tests.DeployFiles;

namespace Stvg.Architecture.Tests;

/// <summary>What deploy/ says agrees with what the programs understand.</summary>
public sealed partial class DeployTests
{
    public static TheoryData<string> Files => [.. All.Select(f => Path.GetRelativePath(Folder, f))];

    public static TheoryData<string> YamlFiles => [.. Yaml.Select(f => Path.GetRelativePath(Folder, f))];

    [Theory, MemberData(nameof(YamlFiles))]
    public void A_yaml_file_is_yaml_and_says_something(string file) =>
        Assert.All(Documents(Path.Combine(Folder, file)), d => Assert.NotEmpty(Assert.IsType<YamlMappingNode>(d).Children));

    [Theory, MemberData(nameof(Files))]
    public void Every_variable_of_ours_is_one_that_a_silo_reads(string file)
    {
        var folders = Source("Models/Catalogue/StvgFolders.cs");
        Assert.NotEmpty(SiloOptions);
        foreach (var variable in Variable().Matches(Text(file)).Select(m => m.Value))
            Assert.True(SiloOptions.Contains(OptionOf(variable)) || folders.Contains($"\"{variable}\"", StringComparison.Ordinal), $"{file}: nobody reads {variable}");
    }

    [Fact]
    public void Every_option_of_a_command_in_the_compose_file_exists()
    {
        var sources = string.Concat(Directory.EnumerateFiles(Path.Combine(Stvg.Tests.TestData.RepositoryRoot, "Client"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        var scripts = Documents(Path.Combine(Folder, "compose.yaml"))[0].At("services")!.AllNodes.OfType<YamlScalarNode>().Where(n => n.Value!.Contains("stvg ", StringComparison.Ordinal));
        var options = scripts.SelectMany(s => Option().Matches(s.Value!)).Select(m => m.Value).Distinct().ToList();
        Assert.Contains("--init-key", options);
        Assert.All(options, o => Assert.Contains($"\"{o}\"", sources, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Files))]
    public void Health_is_asked_for_where_it_is_answered(string file)
    {
        var server = Source("Silo/HealthServer.cs");
        Assert.All(HealthPath().Matches(Text(file)), m => Assert.Contains($"MapGet(\"{m.Value}\"", server, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Files))]
    public void No_file_holds_a_password(string file)
    {
        // Left are variables, words in capitals that ask to be replaced, and dots.
        foreach (Match found in Password().Matches(Text(file)))
            Assert.True(Placeholder().IsMatch(found.Groups[1].Value), $"{file}: '{found.Value}' looks like a password");
        Assert.DoesNotMatch("BEGIN [A-Z ]*PRIVATE KEY", Text(file));
    }

    [Fact]
    public void Images_have_versions_and_name_no_registry()
    {
        var images = Yaml.SelectMany(Documents).SelectMany(d => d.AllNodes).OfType<YamlMappingNode>().Select(n => n.Text("image")).OfType<string>()
            .Concat(All.Where(f => Path.GetFileName(f).StartsWith("Dockerfile", StringComparison.Ordinal)).SelectMany(f => BaseImage().Matches(File.ReadAllText(f))).Select(m => m.Groups[1].Value))
            .Distinct().ToList();
        Assert.True(images.Count >= 5, string.Join(' ', images));
        Assert.All(images, image => Assert.Matches(@"^[a-z0-9/-]+:\d[a-z0-9.-]*$", image));
    }

    [Fact]
    public void The_runtimes_scripts_are_those_that_a_silo_asks_for()
    {
        var (script, readme) = (Text("apply-orleans-sql.sh"), Text("orleans-sql/README.md"));
        var asked = Regex.Matches(Source("Silo/OrleansTables.cs"), """\("(\w+)", "(PostgreSQL-\w+\.sql)"\)""");
        Assert.Equal(3, asked.Count);
        Assert.All(asked, a =>
        {
            Assert.Contains($"{a.Groups[2].Value}:{a.Groups[1].Value}", script, StringComparison.Ordinal);
            Assert.Contains(a.Groups[2].Value, readme, StringComparison.Ordinal);
        });
        Assert.DoesNotContain(Directory.EnumerateFiles(Folder, "*.sql", SearchOption.AllDirectories), f => !f.Contains("/orleans-sql/", StringComparison.Ordinal));
    }

    [Fact]
    public void The_library_with_cuda_has_the_version_of_the_one_without()
    {
        Assert.Equal(
            Version(Source("Directory.Packages.props"), "Microsoft.ML.OnnxRuntime"),
            Version(Text("container/gpu/OnnxRuntimeGpu.csproj"), "Microsoft.ML.OnnxRuntime.Gpu.Linux"));

        static string Version(string text, string package)
        {
            var found = Regex.Match(text, $"Include=\"{Regex.Escape(package)}\" Version=\"([^\"]+)\"");
            Assert.True(found.Success, $"no version of {package}");
            return found.Groups[1].Value;
        }
    }

    [Fact]
    public void The_silos_of_the_compose_file_have_names_and_addresses_of_their_own()
    {
        var services = (YamlMappingNode)Documents(Path.Combine(Folder, "compose.yaml"))[0].At("services")!;
        var silos = services.Where(s => s.Value.Text("environment", "STVG_NAME") is not null).ToList();
        Assert.Equal(3, silos.Count);
        Assert.All(silos, s => Assert.Equal(((YamlScalarNode)s.Key).Value, s.Value.Text("environment", "STVG_NAME")));
        Assert.All(silos, s => Assert.Equal(s.Value.Text("networks", "cluster", "ipv4_address"), s.Value.Text("environment", "STVG_ADDRESS")));
        Assert.Distinct(silos.Select(s => s.Value.Text("environment", "STVG_ADDRESS")));
    }

    private static string Text(string file) => File.ReadAllText(Path.Combine(Folder, file));

    [GeneratedRegex(@"\bSTVG_[A-Z_]*[A-Z]")]
    private static partial Regex Variable();

    [GeneratedRegex(@"(?<=\s)--[a-z][a-z-]*")]
    private static partial Regex Option();

    [GeneratedRegex(@"/health/[a-z]+")]
    private static partial Regex HealthPath();

    [GeneratedRegex(@"(?i)(?:password|secret|token)=([^;\s""']+)")]
    private static partial Regex Password();

    [GeneratedRegex(@"^(\$\{\w+|[A-Z]+$|\.\.\.|%s)")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"(?m)^(?:ARG \w*BASE=|FROM )([^$\s]+)")]
    private static partial Regex BaseImage();
}
