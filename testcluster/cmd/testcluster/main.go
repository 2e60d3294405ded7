// Command testcluster runs a Kubernetes control plane on this machine,
// without a container engine; see README.md.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

const usage = `Usage: testcluster COMMAND [--dir DIR]

  up          start a cluster, or look after the one that runs in DIR
  down        stop it and remove its data; --purge removes the logs too
  stop, start, restart, pause, resume COMPONENT
              one component: etcd, kube-apiserver, kube-controller-manager,
              kube-scheduler or kwok; stop --kill ends it without warning
  put FILE... store Jobs, Pods and Nodes, and lists of them, exactly as
              given, past the API server; --namespace overrides theirs

DIR is .state/default beside the folder of this program unless given.
"testcluster COMMAND -h" lists the flags of a command.
`

func main() {
	if err := run(os.Args[1:]); err != nil {
		if err != flag.ErrHelp {
			fmt.Fprintln(os.Stderr, "testcluster:", err)
		}
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) == 0 {
		fmt.Fprint(os.Stderr, usage)
		return flag.ErrHelp
	}
	switch command, rest := args[0], args[1:]; command {
	case "up":
		return up(rest)
	case "down":
		return down(rest)
	case "stop", "start", "restart", "pause", "resume":
		return component(command, rest)
	case "put":
		return put(rest)
	case "help", "-h", "--help":
		fmt.Print(usage)
		return nil
	default:
		fmt.Fprint(os.Stderr, usage)
		return fmt.Errorf("unknown command %q", command)
	}
}

// command is the flags that every command has, with its own added by extend.
func command(name string, args []string, extend func(*flag.FlagSet)) (dir string, rest []string, err error) {
	flags := flag.NewFlagSet(name, flag.ContinueOnError)
	flags.StringVar(&dir, "dir", "", "folder of the cluster (default .state/default)")
	if extend != nil {
		extend(flags)
	}
	// Flags may follow the arguments: "stop etcd --dir DIR" reads better.
	for {
		if err := flags.Parse(args); err != nil {
			return "", nil, err
		}
		if flags.NArg() == 0 {
			break
		}
		rest, args = append(rest, flags.Arg(0)), flags.Args()[1:]
	}
	if dir == "" {
		_, root, err := locations()
		if err != nil {
			return "", nil, err
		}
		dir = filepath.Join(root, ".state", "default")
	}
	dir, err = filepath.Abs(dir)
	return dir, rest, err
}

// locations finds the other programs, and the files of testcluster, beside
// this program.
func locations() (bin, root string, err error) {
	program, err := os.Executable()
	if err == nil {
		program, err = filepath.EvalSymlinks(program)
	}
	if err != nil {
		return "", "", err
	}
	bin = filepath.Dir(program)
	return bin, filepath.Dir(bin), nil
}
