-- AlterTable
ALTER TABLE "Ballot" ADD COLUMN     "salt" TEXT;
