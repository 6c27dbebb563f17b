class Node:
    def __init__(self, data):
        self.data = data
        self.left = None
        self.right = None


def max_height(node):
    return 0 if node is None else 1 + max(max_height(node.left), max_height(node.right))


def insert(root, value):
    if root is None:
        return Node(value)
    if value < root.data:
        root.left = insert(root.left, value)
    else:
        root.right = insert(root.right, value)
    return root
# === tests
root = Node(1)
root.left = Node(2)
root.right = Node(3)
root.left.left = Node(4)
assert max_height(root) == 3
assert max_height(None) == 0
assert root.left.left.data == 4
assert root.right.left is None
tree = insert(None, 5)
assert insert(tree, 3) is tree
assert tree.left.data == 3
