-- AlterTable
ALTER TABLE "Ballot" ADD COLUMN     "by" TEXT;
